#include "client/lib/refusals.h"

namespace facet::client {
namespace {

const char* next_step(Reason reason) {
  switch (reason) {
    case Reason::clock_ahead:
      return "the clock of this phone is ahead; set it and sync again";
    case Reason::too_old:
      return "the clock of this phone is far behind; set it and sync again";
    case Reason::over_limit:
    case Reason::too_large:
      return "make room first, then change it again";
    case Reason::unknown_group:
      return "another device deleted the group";
    case Reason::not_yours:
      return "another device uses this device's number; set this one up again";
    case Reason::unavailable:
      return "the resolver cannot store it now; sync again later";
    case Reason::erased:
      return "the account was erased after this was made";
    case Reason::malformed:
    case Reason::wrong_kind:
    case Reason::bad_text:
    case Reason::bad_value:
    case Reason::none:
      break;
  }
  return "this Facet and the resolver do not understand each other; update both";
}

}  // namespace

std::string explain(const Receipt& receipt) {
  std::string text{name(receipt.reason)};
  if (!receipt.limit.empty()) {
    text += " (" + receipt.limit;
    if (receipt.limit_value != 0) text += ", at most " + std::to_string(receipt.limit_value);
    text += ")";
  }
  return text + ": " + next_step(receipt.reason);
}

}  // namespace facet::client
