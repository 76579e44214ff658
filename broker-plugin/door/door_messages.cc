#include "broker-plugin/door/door.h"
#include "broker-plugin/door/permissions.h"
#include "broker-plugin/door/wellformed.h"
#include "schemas/encode.h"
#include "schemas/topics.h"

// May you, and is it well-formed: the second third of the Door.
namespace facet::door {
namespace {

// Of limits::kPatienceBurst.
constexpr double kForNonsense = 20;
constexpr double kForTooMany = 1;

constexpr double kBytesPerToken = 4096;

Refused kind_of(Reason reason) {
  return reason == Reason::too_large || reason == Reason::over_limit ? Refused::too_large
                                                                     : Refused::malformed;
}

}  // namespace

// TLS-PSK clients are not announced by the broker: met when they first do something.
void Door::meet(const Client& client, const Who& who, Now now) {
  if (!who.by_key || sessions_.knows(client.handle)) return;
  const Credential* account = accounts_.find(who.name);
  if (account == nullptr) return;
  if (may_come(client, who, now) != Entry::welcome) strangers_.emplace(client.client_id);
  sessions_.came(client.handle, who, client.client_id, secret_of(*account, true, client.client_id),
                 now.unix_us);
}

bool Door::may_subscribe(const Client& client, std::string_view filter, Now now) {
  const auto who = this->who(client);
  if (disconnecting_) return who && door::may_subscribe(*who, filter);
  if (!who) {
    strangers_.emplace(client.client_id);
    return refuse(client, Refused::client_id, 0, now);
  }
  meet(client, *who, now);
  if (!door::may_subscribe(*who, filter)) return refuse(client, Refused::not_allowed, kForNonsense, now);
  // All that is retained is sent for it, each time anew.
  if (who->role == Role::phone && !messages_.take(who->name, limits::kSubscriptionCost, now.moment)) {
    return refuse(client, Refused::too_fast, kForTooMany, now);
  }
  // It wants to know at once what this broker can do.
  if (who->role == Role::resolver) next_report_ = now.moment;
  return true;
}

bool Door::may_read(const Client& client, std::string_view topic) const {
  const auto who = this->who(client);
  return who && door::may_read(*who, topic);
}

void Door::sent(const Client& client, Now now) {
  if (const auto who = this->who(client)) meet(client, *who, now);
}

bool Door::may_publish(const Client& client, const Packet& packet, Now now) {
  const auto who = this->who(client);
  if (!who || !door::may_publish(*who, packet.topic)) {
    return refuse(client, Refused::not_allowed, kForNonsense, now);
  }
  const auto topic = topics::parse(packet.topic);
  if (!topic) return true;  // a tester's
  if (std::holds_alternative<topics::FanOut>(*topic)) return expand(client, packet, now);
  // What an erased account leaves is taken away; what a link says is for the plugin alone to say.
  if (std::holds_alternative<topics::Link>(*topic) && !packet.payload.empty()) {
    return refuse(client, Refused::not_allowed, kForNonsense, now);
  }
  const auto* up = std::get_if<topics::Up>(&*topic);
  return up == nullptr || may_send(client, *up, packet, now);
}

bool Door::may_send(const Client& client, const topics::Up& up, const Packet& packet, Now now) {
  const std::string_view account = account_of(client.username);
  const double cost = 1 + static_cast<double>(packet.payload.size()) / kBytesPerToken;
  if (!messages_.take(account, cost, now.moment)) {
    // Once a second it is told; the phone sends again later in any case.
    if (told_too_fast_.take(account, 1, now.moment)) {
      answer(up, Refusal{Reason::unavailable, "up_messages_per_second",
                         static_cast<std::uint32_t>(options_.messages.per_second), 0});
    }
    return refuse(client, Refused::too_fast, kForTooMany, now);
  }
  const auto fault = fault_of(up.kind, packet.payload, packet.qos, packet.retain);
  if (!fault) return true;
  answer(up, *fault);
  return refuse(client, kind_of(fault->reason), kForNonsense, now);
}

// What a PUBACK cannot say: over MQTT 3.1.1 it looks like any other, over MQTT 5 it gives no reason.
void Door::answer(const topics::Up& up, const Refusal& refusal) {
  broker_.publish(topics::build(topics::Re{up.user, up.device}), encode(receipt_of(refusal)),
                  /*retain=*/false);
}

bool Door::expand(const Client& client, const Packet& packet, Now now) {
  if (fan_out_.expand(packet.payload) == Expanded::all) return true;
  return refuse(client, Refused::fan_out, 0, now);
}

}  // namespace facet::door
