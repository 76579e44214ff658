#include "schemas/topics.h"

#include <algorithm>
#include <array>

namespace facet::topics {
namespace {

constexpr std::string_view kPrefix = "facet/v1/";
constexpr std::string_view kFanOut = "$CONTROL/facet/v1/fanout";
constexpr std::size_t kMaxLevels = 4;  // after the prefix

// The levels after the prefix; `count` is 0 when there are too many.
struct Levels {
  std::array<std::string_view, kMaxLevels> level;
  std::size_t count = 0;
};

Levels split(std::string_view text) {
  Levels levels;
  while (true) {
    const auto slash = text.find('/');
    if (levels.count == kMaxLevels) return {};
    levels.level[levels.count++] = text.substr(0, slash);
    if (slash == std::string_view::npos) return levels;
    text.remove_prefix(slash + 1);
  }
}

std::string join(std::string_view kind, std::initializer_list<std::string> levels) {
  std::string topic{kPrefix};
  topic += kind;
  for (const auto& level : levels) {
    topic += '/';
    topic += level;
  }
  return topic;
}

std::optional<UpKind> parse_kind(std::string_view word) {
  for (const UpKind kind : kUpKinds) {
    if (name(kind) == word) return kind;
  }
  return std::nullopt;
}

// The two ids after the kind, or nullopt when one of them is malformed.
template <typename T, typename First, typename Second>
std::optional<Topic> pair_of(const Levels& levels) {
  const auto first = First::parse(levels.level[1]);
  const auto second = Second::parse(levels.level[2]);
  if (!first || !second) return std::nullopt;
  return Topic{T{*first, *second}};
}

std::optional<Topic> parse_four(const Levels& levels) {
  if (levels.level[0] == "up") {
    const auto user = UserId::parse(levels.level[1]);
    const auto device = DeviceId::parse(levels.level[2]);
    const auto kind = parse_kind(levels.level[3]);
    if (!user || !device || !kind) return std::nullopt;
    return Topic{Up{*user, *device, *kind}};
  }
  if (levels.level[0] == "own" && levels.level[3] == "members") {
    return pair_of<OwnMembers, UserId, GroupId>(levels);
  }
  return std::nullopt;
}

std::optional<Topic> parse_three(const Levels& levels) {
  if (levels.level[0] == "in") return pair_of<In, UserId, UserId>(levels);
  if (levels.level[0] == "own") return pair_of<Own, UserId, GroupId>(levels);
  if (levels.level[0] == "re") return pair_of<Re, UserId, DeviceId>(levels);
  if (levels.level[0] == "link") return pair_of<Link, UserId, DeviceId>(levels);
  return std::nullopt;
}

// Somebody else may write ops topics one day: no wildcard, no empty level, nothing that a terminal acts on.
bool is_ops_path(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.back() == '/') return false;
  if (path.find("//") != std::string_view::npos) return false;
  return std::all_of(path.begin(), path.end(),
                     [](char c) { return c > ' ' && c < 0x7F && c != '+' && c != '#'; });
}

struct Builder {
  std::string operator()(const Up& t) const {
    return join("up", {t.user.digits(), t.device.digits(), std::string{name(t.kind)}});
  }
  std::string operator()(const In& t) const {
    return join("in", {t.watcher.digits(), t.presentity.digits()});
  }
  std::string operator()(const Own& t) const { return join("own", {t.user.digits(), t.group.digits()}); }
  std::string operator()(const OwnMembers& t) const {
    return join("own", {t.user.digits(), t.group.digits(), "members"});
  }
  std::string operator()(const Re& t) const { return join("re", {t.user.digits(), t.device.digits()}); }
  std::string operator()(const Link& t) const { return join("link", {t.user.digits(), t.device.digits()}); }
  std::string operator()(const FanOut&) const { return std::string{kFanOut}; }
  std::string operator()(const Ops& t) const { return join("ops", {t.path}); }
};

}  // namespace

std::string_view name(UpKind kind) {
  switch (kind) {
    case UpKind::groups:
      return "groups";
    case UpKind::status:
      return "status";
    case UpKind::device:
      return "device";
    case UpKind::ask:
      return "ask";
    case UpKind::watch:
      return "watch";
    case UpKind::account:
      return "account";
    case UpKind::query:
      return "query";
  }
  return "";
}

std::string build(const Topic& topic) {
  return std::visit(Builder{}, topic);
}

std::optional<Topic> parse(std::string_view topic) {
  if (topic == kFanOut) return Topic{FanOut{}};
  if (!topic.starts_with(kPrefix)) return std::nullopt;
  topic.remove_prefix(kPrefix.size());
  if (topic.starts_with("ops/")) {
    const std::string_view path = topic.substr(4);
    return is_ops_path(path) ? std::optional{Topic{Ops{std::string{path}}}} : std::nullopt;
  }
  const Levels levels = split(topic);
  if (levels.count == 4) return parse_four(levels);
  if (levels.count == 3) return parse_three(levels);
  return std::nullopt;
}

std::string every_up() {
  return "facet/v1/up/+/+/+";
}
std::string every_link() {
  return "facet/v1/link/+/+";
}
std::string every_in(UserId watcher) {
  return join("in", {watcher.digits(), "+"});
}
std::string every_own(UserId user) {
  return join("own", {user.digits(), "+"});
}
std::string every_own_members(UserId user) {
  return join("own", {user.digits(), "+", "members"});
}
std::string every_op() {
  return "facet/v1/ops/#";
}

bool stays_with(std::string_view filter, UserId user, DeviceId device) {
  const std::string me = user.digits();
  if (filter == join("re", {me, device.digits()})) return true;
  if (const std::string in = join("in", {me, ""}); filter.starts_with(in)) {
    filter.remove_prefix(in.size());
    return filter == "+" || UserId::parse(filter);
  }
  const std::string own = join("own", {me, ""});
  if (!filter.starts_with(own)) return false;
  filter.remove_prefix(own.size());
  if (filter == "#") return true;
  constexpr std::string_view kMembers = "/members";
  if (filter.ends_with(kMembers)) filter.remove_suffix(kMembers.size());
  return filter == "+" || GroupId::parse(filter);
}

bool is_test_topic(std::string_view topic, std::string_view name) {
  constexpr std::string_view kTest = "test/";
  if (name.empty() || !topic.starts_with(kTest)) return false;
  topic.remove_prefix(kTest.size());
  return topic.size() > name.size() && topic.starts_with(name) && topic[name.size()] == '/';
}

std::string resolver_op(std::string_view id, std::string_view leaf) {
  return join("ops", {"resolver", std::string{id}, std::string{leaf}});
}
std::string plugin_op() {
  return "facet/v1/ops/plugin";
}

}  // namespace facet::topics
