#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "schemas/ids.h"

// The only place that builds or takes apart a topic (docs/protocol.md). Prefix `facet/v1`, ids are digits.
namespace facet::topics {

// What a phone sends; also the last level of its topic.
enum class UpKind { groups, status, device, ask, watch, account, query };
inline constexpr UpKind kUpKinds[] = {UpKind::groups, UpKind::status,  UpKind::device, UpKind::ask,
                                      UpKind::watch,  UpKind::account, UpKind::query};
std::string_view name(UpKind kind);

struct Up {
  UserId user;
  DeviceId device;
  UpKind kind{};
  bool operator==(const Up&) const = default;
};
struct In {
  UserId watcher;
  UserId presentity;
  bool operator==(const In&) const = default;
};
struct Own {
  UserId user;
  GroupId group;
  bool operator==(const Own&) const = default;
};
struct OwnMembers {
  UserId user;
  GroupId group;
  bool operator==(const OwnMembers&) const = default;
};
struct Re {
  UserId user;
  DeviceId device;
  bool operator==(const Re&) const = default;
};
struct Link {
  UserId user;
  DeviceId device;
  bool operator==(const Link&) const = default;
};
struct FanOut {
  bool operator==(const FanOut&) const = default;
};
// Anything below facet/v1/ops/ in printable ASCII: JSON for people.
struct Ops {
  std::string path;
  bool operator==(const Ops&) const = default;
};

using Topic = std::variant<Up, In, Own, OwnMembers, Re, Link, FanOut, Ops>;

std::string build(const Topic& topic);

// nullopt for everything that is not exactly one of ours: other prefix, depth, kind or a malformed id.
std::optional<Topic> parse(std::string_view topic);

// Subscription filters.
std::string every_up();                // resolver: facet/v1/up/+/+/+
std::string every_link();              // resolver: facet/v1/link/+/+
std::string every_in(UserId watcher);  // phone: facet/v1/in/<me>/+
std::string every_own(UserId user);    // phone: facet/v1/own/<me>/+
std::string every_own_members(UserId user);
std::string every_op();  // operator: facet/v1/ops/#

// Whether a subscription filter is one that a phone has use for: what it matches is sent to this device of
// this user and nobody else. A shared subscription never is; nor is any of the endless others that match
// nothing.
bool stays_with(std::string_view filter, UserId user, DeviceId device);

// test/<name>/...: where a client of the role `tester` may do what it likes.
bool is_test_topic(std::string_view topic, std::string_view name);

// facet/v1/ops/resolver/<id>/<leaf>. `id` names one resolver process among several, [a-z0-9-]{1,32}.
std::string resolver_op(std::string_view id, std::string_view leaf);
// facet/v1/ops/plugin: what the broker's plugin tells of itself.
std::string plugin_op();

}  // namespace facet::topics
