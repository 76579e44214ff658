#include "broker-plugin/door/permissions.h"

#include "schemas/topics.h"

namespace facet::door {
namespace {

using std::holds_alternative;
using topics::Topic;

bool phone_reads(const Who& who, const Topic& topic) {
  if (const auto* in = std::get_if<topics::In>(&topic)) return in->watcher == who.user;
  if (const auto* own = std::get_if<topics::Own>(&topic)) return own->user == who.user;
  if (const auto* members = std::get_if<topics::OwnMembers>(&topic)) return members->user == who.user;
  if (const auto* re = std::get_if<topics::Re>(&topic)) {
    return re->user == who.user && re->device == who.device;
  }
  return false;
}

// A gateway stands for phones without IP, whoever they are; what it sends bears its own device number.
bool gateway_reads(const Who& who, const Topic& topic) {
  if (const auto* re = std::get_if<topics::Re>(&topic)) return re->device == who.device;
  return holds_alternative<topics::In>(topic);
}

bool resolver_reads(const Topic& topic) {
  return holds_alternative<topics::Up>(topic) || holds_alternative<topics::Link>(topic) ||
         holds_alternative<topics::Ops>(topic);
}

bool resolver_writes(const Topic& topic) {
  if (const auto* ops = std::get_if<topics::Ops>(&topic)) return ops->path.starts_with("resolver/");
  return holds_alternative<topics::In>(topic) || holds_alternative<topics::Own>(topic) ||
         holds_alternative<topics::OwnMembers>(topic) || holds_alternative<topics::Re>(topic) ||
         holds_alternative<topics::Link>(topic) || holds_alternative<topics::FanOut>(topic);
}

// The resolver's own notes at the broker may name a user (resolver/pipeline/recover.h).
bool operator_reads(const Topic& topic) {
  const auto* ops = std::get_if<topics::Ops>(&topic);
  return ops != nullptr && !ops->path.ends_with("/epoch") && !ops->path.ends_with("/probe");
}

bool is_testers(const Who& who, std::string_view topic) {
  return topics::is_test_topic(topic, who.name);
}

}  // namespace

bool may_publish(const Who& who, std::string_view text) {
  if (who.role == Role::tester) return is_testers(who, text);
  const auto topic = topics::parse(text);
  if (!topic) return false;
  if (who.role == Role::resolver) return resolver_writes(*topic);
  const auto* up = std::get_if<topics::Up>(&*topic);
  if (up == nullptr || up->device != who.device) return false;
  return who.role == Role::gateway || (who.role == Role::phone && up->user == who.user);
}

bool may_read(const Who& who, std::string_view text) {
  if (who.role == Role::tester) return is_testers(who, text);
  if (who.role == Role::operate && text.starts_with("$SYS/")) return true;
  const auto topic = topics::parse(text);
  if (!topic) return false;
  switch (who.role) {
    case Role::phone:
      return phone_reads(who, *topic);
    case Role::gateway:
      return gateway_reads(who, *topic);
    case Role::resolver:
      return resolver_reads(*topic);
    case Role::operate:
      return operator_reads(*topic);
    case Role::tester:
      break;
  }
  return false;
}

bool may_subscribe(const Who& who, std::string_view filter) {
  if (who.role != Role::phone) return true;  // few, and ours: may_read() holds for them too
  return topics::stays_with(filter, who.user, who.device);
}

}  // namespace facet::door
