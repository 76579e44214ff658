#pragma once

#include "resolver/domain/presentity.h"

// Automatic statuses: what lies over a setting without anybody setting it (docs/rules.md).
namespace facet::resolver {

struct Laid {
  Overlay overlay = Overlay::none;
  Time since = kNoTime;
  bool operator==(const Laid&) const = default;
};

// What the devices of `presentity` say, merged: off when none of them counts, in a call when one that counts
// is.
Laid laid(const Presentity& presentity);

// `setting` as it is shown with `over` laid over it, where a group wants automatic statuses as `how` says.
// `off` stays `off`: nothing shines through it.
View overlaid(const View& setting, const Automatics& how, const Laid& over);

// Whether `over` changes anything in what is shown.
bool covers(const View& setting, const Automatics& how, Overlay over);

}  // namespace facet::resolver
