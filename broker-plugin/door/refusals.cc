#include "broker-plugin/door/refusals.h"

namespace facet::door {
namespace {

constexpr std::chrono::minutes kOneLineIn{1};

// What an operator reads, and what there is to do.
std::string_view explanation(Refused kind) {
  switch (kind) {
    case Refused::login:
      return "a login: wrong password, or an unknown or disabled account (facet-admin user list)";
    case Refused::login_rate:
      return "a login: too many failed before it";
    case Refused::client_id:
      return "a login: the client id is not <user>-<device> of its own user";
    case Refused::devices:
      return "a login: more devices of one user in a day than there may be (devices_per_user)";
    case Refused::not_allowed:
      return "a publication or subscription on a topic that is not the client's";
    case Refused::malformed:
      return "a message that is malformed";
    case Refused::too_large:
      return "a message beyond a limit of schemas/limits.h";
    case Refused::too_fast:
      return "a message of a phone that sends too many (messages_per_second)";
    case Refused::fan_out:
      return "a FanOut of the resolver's; it is sent again";
    case Refused::kicked:
      return "to go on with a client that kept sending what is refused, and disconnected it";
  }
  return "";
}

}  // namespace

std::string_view name(Refused kind) {
  constexpr std::array<std::string_view, kRefusedKinds> kNames = {
      "login",     "login_rate", "client_id", "devices", "not_allowed",
      "malformed", "too_large",  "too_fast",  "fan_out", "kicked"};
  return kNames[static_cast<std::size_t>(kind)];
}

void Refusals::count(Refused kind, Moment now) {
  const auto index = static_cast<std::size_t>(kind);
  ++count_[index];
  if (now < quiet_until_[index]) return;
  quiet_until_[index] = now + kOneLineIn;
  const auto more = count_[index] - told_[index] - 1;
  told_[index] = count_[index];
  std::string line = "facet: refused ";
  line.append(explanation(kind)).append(" [").append(name(kind)).append("]");
  if (more > 0) line.append("; ").append(std::to_string(more)).append(" more since the last such line");
  broker_.log(LogLevel::warning, line);
}

}  // namespace facet::door
