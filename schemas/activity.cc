#include "schemas/activity.h"

#include <algorithm>
#include <string>

namespace facet {

std::string_view name(Activity activity) {
  switch (activity) {
    case Activity::unset:
      return "unset";
    case Activity::available:
      return "available";
    case Activity::free:
      return "free";
    case Activity::busy:
      return "busy";
    case Activity::meeting:
      return "meeting";
    case Activity::driving:
      return "driving";
    case Activity::do_not_disturb:
      return "do_not_disturb";
    case Activity::in_call:
      return "in_call";
    case Activity::off:
      return "off";
    case Activity::away:
      return "away";
    case Activity::sleeping:
      return "sleeping";
    case Activity::travelling:
      return "travelling";
    case Activity::holiday:
      return "holiday";
  }
  return "unknown";
}

std::optional<Activity> parse_activity(std::string_view word) {
  std::string plain{word};
  std::replace(plain.begin(), plain.end(), '-', '_');
  if (plain == "standby") return Activity::available;
  if (plain == "dnd") return Activity::do_not_disturb;
  for (const Activity activity : kKnownActivities) {
    if (name(activity) == plain) return activity;
  }
  return std::nullopt;
}

}  // namespace facet
