#include "client/cli/words.h"

#include "client/cli/tr.h"

namespace facet::cli {
namespace {

struct Look {
  const char* word;
  Colour colour;
};

Look look_of(Activity activity) {
  switch (activity) {
    case Activity::unset:
      return {tr_noop("Unknown"), Colour::grey};
    case Activity::available:
      return {tr_noop("Standby"), Colour::green};
    case Activity::free:
      return {tr_noop("Free"), Colour::green};
    case Activity::busy:
      return {tr_noop("Busy"), Colour::red};
    case Activity::meeting:
      return {tr_noop("Meeting"), Colour::red};
    case Activity::driving:
      return {tr_noop("Driving"), Colour::yellow};
    case Activity::do_not_disturb:
      return {tr_noop("Do not disturb"), Colour::red};
    case Activity::in_call:
      return {tr_noop("In call"), Colour::red};
    case Activity::off:
      return {tr_noop("Off"), Colour::grey};
    case Activity::away:
      return {tr_noop("Away"), Colour::yellow};
    case Activity::sleeping:
      return {tr_noop("Sleeping"), Colour::grey};
    case Activity::travelling:
      return {tr_noop("Travelling"), Colour::yellow};
    case Activity::holiday:
      return {tr_noop("Holiday"), Colour::yellow};
  }
  return {tr_noop("Busy (unknown kind)"), Colour::red};
}

}  // namespace

std::string shown(Activity activity) {
  return tr(look_of(activity).word);
}

Colour colour_of(Activity activity) {
  return look_of(activity).colour;
}

std::string known_activities() {
  std::string list;
  for (const Activity activity : kKnownActivities) {
    if (!list.empty()) list += ", ";
    list += name(activity);
  }
  return list;
}

}  // namespace facet::cli
