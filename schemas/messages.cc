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

}  // namespace facet
