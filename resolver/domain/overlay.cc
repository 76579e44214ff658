#include "resolver/domain/overlay.h"

#include <algorithm>

#include "resolver/domain/rules.h"

namespace facet::resolver {
namespace {

// Unset: not at all.
Activity shown_off(const Automatic& off) {
  switch (off.shows) {
    case Shows::by_default:
    case Shows::shown:
      return Activity::off;
    case Shows::instead:
      return off.instead;
    case Shows::hidden:
      break;
  }
  return Activity::unset;
}

Activity shown_call(const Automatic& in_call, Activity setting) {
  switch (in_call.shows) {
    case Shows::by_default:
      // Who said to be busy, in a meeting, driving or not to be disturbed is so in a call, too.
      if (setting == Activity::available || setting == Activity::free) return Activity::in_call;
      break;
    case Shows::shown:
      return Activity::in_call;
    case Shows::instead:
      return in_call.instead;
    case Shows::hidden:
      break;
  }
  return Activity::unset;
}

// What `over` shows in place of `setting`; unset: nothing.
Activity cover(Activity setting, const Automatics& how, Overlay over) {
  if (over == Overlay::none) return Activity::unset;
  const Activity shown = over == Overlay::off ? shown_off(how.off) : shown_call(how.in_call, setting);
  // Who is told `off` is told nothing else; at most the note of it goes with the presentity.
  if (setting == Activity::off && shown != Activity::off) return Activity::unset;
  return shown;
}

}  // namespace

Laid laid(const Presentity& presentity) {
  if (presentity.off()) return {Overlay::off, presentity.off_since()};
  const Time since = presentity.call_since();
  return since == kNoTime ? Laid{} : Laid{Overlay::in_call, since};
}

View overlaid(const View& setting, const Automatics& how, const Laid& over) {
  const Activity shown = cover(setting.activity, how, over.overlay);
  if (shown == Activity::off) return off_view();
  if (shown == Activity::unset || shown == setting.activity) return setting;
  return View{.activity = shown, .note = {}, .changed_at = over.since, .until = kNoTime};
}

bool covers(const View& setting, const Automatics& how, Overlay over) {
  return overlaid(setting, how, Laid{over, kNoTime}) != setting;
}

}  // namespace facet::resolver
