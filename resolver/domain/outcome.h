#pragma once

#include <optional>
#include <string>

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"

// What the deciders share about receipts. Internal to the domain.
namespace facet::resolver {

struct Denial {
  Reason reason = Reason::none;
  std::string limit;
  std::uint32_t limit_value = 0;
};

// Whether `revision` is one that this device can have made by now.
std::optional<Denial> check_maker(Revision revision, DeviceId from, Instant now);
// Whether it is one that this device may send now, too: not older than removals are remembered.
std::optional<Denial> check_revision(Revision revision, DeviceId from, Instant now);

// Whether there is an account that it can change: none while it is erased, and nothing from before that.
std::optional<Denial> check_account(const Presentity& presentity, Revision revision);

// Counts what became of the parts of one message.
struct Tally {
  bool applied = false;  // at least one part changed, or was there already
  bool stale = false;    // at least one part had a newer revision already

  // Compares `edit` with what a part holds; true: change it.
  bool newer(Revision edit, Revision held) {
    if (edit < held) {
      stale = true;
      return false;
    }
    applied = true;
    return edit > held;
  }
};

Receipt receipt_of(Revision request, const Tally& tally, const Presentity& presentity);
Decision refusal(Revision request, Denial denial, const Presentity& presentity);

}  // namespace facet::resolver
