#include "schemas/messages.h"

namespace facet {

std::string_view name(Outcome outcome) {
  switch (outcome) {
    case Outcome::unset:
      return "unset";
    case Outcome::accepted:
      return "accepted";
    case Outcome::stale:
      return "stale";
    case Outcome::refused:
      return "refused";
  }
  return "unknown";
}

std::string_view name(Reason reason) {
  switch (reason) {
    case Reason::none:
      return "none";
    case Reason::malformed:
      return "malformed";
    case Reason::wrong_kind:
      return "wrong_kind";
    case Reason::too_large:
      return "too_large";
    case Reason::bad_text:
      return "bad_text";
    case Reason::bad_value:
      return "bad_value";
    case Reason::over_limit:
      return "over_limit";
    case Reason::unknown_group:
      return "unknown_group";
    case Reason::clock_ahead:
      return "clock_ahead";
    case Reason::too_old:
      return "too_old";
    case Reason::not_yours:
      return "not_yours";
    case Reason::unavailable:
      return "unavailable";
    case Reason::erased:
      return "erased";
  }
  return "unknown";
}

std::string_view name(DeviceState state) {
  switch (state) {
    case DeviceState::unset:
      return "unset";
    case DeviceState::idle:
      return "idle";
    case DeviceState::in_call:
      return "in_call";
    case DeviceState::shutting_down:
      return "shutting_down";
    case DeviceState::asleep:
      return "asleep";
  }
  return "unknown";
}

std::string_view name(Shows shows) {
  switch (shows) {
    case Shows::by_default:
      return "by_default";
    case Shows::shown:
      return "shown";
    case Shows::hidden:
      return "hidden";
    case Shows::instead:
      return "instead";
  }
  return "unknown";
}

std::string_view name(Stance stance) {
  switch (stance) {
    case Stance::none:
      return "none";
    case Stance::accepted:
      return "accepted";
    case Stance::muted:
      return "muted";
    case Stance::refused:
      return "refused";
  }
  return "unknown";
}

std::string_view name(Strangers strangers) {
  switch (strangers) {
    case Strangers::unset:
      return "unset";
    case Strangers::hold:
      return "hold";
    case Strangers::take:
      return "take";
  }
  return "unknown";
}

std::string_view name(QueryKind kind) {
  switch (kind) {
    case QueryKind::unset:
      return "unset";
    case QueryKind::view_as:
      return "view_as";
    case QueryKind::watchers:
      return "watchers";
    case QueryKind::log:
      return "log";
    case QueryKind::sources:
      return "sources";
  }
  return "unknown";
}

std::string_view name(Rule rule) {
  switch (rule) {
    case Rule::unset:
      return "unset";
    case Rule::blocked:
      return "blocked";
    case Rule::override_setting:
      return "override_setting";
    case Rule::group:
      return "group";
    case Rule::other:
      return "other";
  }
  return "unknown";
}

std::string_view name(Overlay overlay) {
  switch (overlay) {
    case Overlay::none:
      return "none";
    case Overlay::off:
      return "off";
    case Overlay::in_call:
      return "in_call";
  }
  return "unknown";
}

std::string_view name(Cause cause) {
  switch (cause) {
    case Cause::unset:
      return "unset";
    case Cause::groups:
      return "groups";
    case Cause::status:
      return "status";
    case Cause::device:
      return "device";
    case Cause::link:
      return "link";
    case Cause::ended:
      return "ended";
    case Cause::schedule:
      return "schedule";
  }
  return "unknown";
}

}  // namespace facet
