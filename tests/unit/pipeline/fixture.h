#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <sstream>

#include "resolver/log/counters.h"
#include "resolver/log/log.h"
#include "resolver/pipeline/resolver.h"
#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/support/memory_store.h"
#include "tests/support/model_bus.h"
#include "tests/support/process.h"

namespace facet::resolver::testing {

class SetClock : public Clock {
 public:
  Instant now() const override { return Instant{std::chrono::milliseconds{now_.load()}}; }
  void advance(std::chrono::milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_{1'795'000'000'000};
};

// Stands still unless told otherwise.
class SetSteady {
 public:
  SteadyTime now() const { return SteadyTime{std::chrono::milliseconds{now_.load()}}; }
  void advance(std::chrono::milliseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_{1'000'000};
};

// UTC, and one zone without daylight saving.
class SomeZones : public Zones {
 public:
  std::shared_ptr<const ZoneTable> find(std::string_view name) override {
    if (name.empty()) return std::make_shared<const ZoneTable>();
    if (name != "Asia/Shanghai") return nullptr;
    return std::make_shared<const ZoneTable>(ZoneTable{{{Time::min(), std::chrono::hours{8}}}});
  }
};

using testing_support::eventually;

inline constexpr UserId kAlice{8613800138000};
inline constexpr UserId kBob{8613800138001};
inline constexpr UserId kCarol{8613800138002};
inline constexpr UserId kStranger{447700900123};
inline constexpr DeviceId kPhone{7};
inline constexpr GroupId kColleagues{11};
inline constexpr GroupId kFamily{22};

// The whole pipeline between a store and a broker in memory.
class PipelineTest : public ::testing::Test {
 protected:
  void SetUp() override {
    start();
    connect();
    // The empty broker is filled first: what a test counts is the test's own.
    ASSERT_TRUE(marker_settles());
  }
  void TearDown() override { resolver_.reset(); }

  void start() {
    ResolverOptions options;
    options.id = "one";
    options.publish_per_second = 1'000'000;
    options.fatal = [this](const Error&) { ++fatal_; };
    options.damping = damping_;
    options.steady = [this] { return steady_.now(); };
    resolver_ = std::make_unique<Resolver>(store_, bus_, clock_, zones_, log_, counters_, options);
    ASSERT_TRUE(resolver_->start().has_value());
  }
  void connect() { bus_.connect(*resolver_, "facet/v1/ops/resolver/one/"); }
  // As a kill and a new process on the same store.
  void restart() {
    bus_.disconnect();
    resolver_.reset();
    start();
    connect();
  }

  Revision next(UserId user) {
    auto& seen = seen_[user];
    return seen = Revision::next(clock_.now(), kPhone, seen);
  }
  void up(UserId user, topics::UpKind kind, const Bytes& payload) {
    bus_.deliver(topics::build(topics::Up{user, kPhone, kind}), payload);
  }
  // Returns the request id of what was sent.
  std::uint64_t group(UserId owner, GroupId id, std::uint16_t rank, std::vector<UserId> members) {
    GroupEdit edit{.group = id,
                   .name = "Group " + id.digits(),
                   .rank = rank,
                   .erase = false,
                   .replace = false,
                   .add = std::move(members),
                   .remove = {}};
    const GroupsEdit groups{next(owner), {std::move(edit)}};
    up(owner, topics::UpKind::groups, encode(groups));
    return groups.revision.value();
  }
  std::uint64_t tell(UserId owner, GroupId group, Activity activity, Time until = kNoTime) {
    StatusEdit edit{next(owner), {{group, Setting{activity, "", until, kNoTime}}}, {}, {}, {}};
    up(owner, topics::UpKind::status, encode(edit));
    return edit.revision.value();
  }
  std::uint64_t watch(UserId user, WatchEdit edit) {
    edit.revision = next(user);
    up(user, topics::UpKind::watch, encode(edit));
    return edit.revision.value();
  }
  // Registers the user. Who says hello takes what anybody shows, unless it `knows` whom it takes.
  std::uint64_t hello(UserId user, DeviceState state = DeviceState::idle) {
    if (!knows_.contains(user)) {
      knows_.insert(user);
      watch(user, {.strangers = Strangers::take});
    }
    return report(user, state);
  }
  std::uint64_t hello_knowing(UserId user, std::vector<UserId> accepted) {
    knows_.insert(user);
    const auto request = report(user, DeviceState::idle);
    if (!accepted.empty()) watch(user, {.accept = std::move(accepted)});
    return request;
  }
  std::uint64_t report(UserId user, DeviceState state) {
    const DeviceReport report{next(user), state};
    up(user, topics::UpKind::device, encode(report));
    return report.revision.value();
  }

  // What the broker's plugin says; `retained`: its stored copy.
  void link(UserId user, LinkState state, std::uint64_t session, bool retained = false) {
    bus_.deliver(topics::build(topics::Link{user, kPhone}), encode(Link{state, session}), retained);
  }
  void plugin_reports(std::uint64_t boot, std::size_t watchers = 0, bool retained = false) {
    bus_.deliver(topics::plugin_op(),
                 R"({"version":"0.1.0","boot":)" + std::to_string(boot) + R"(,"fan_out_watchers":)" +
                     std::to_string(watchers) + "}",
                 retained);
  }

  std::optional<Receipt> receipt(UserId user, std::uint64_t request) {
    for (const auto& bytes : bus_.history(topics::build(topics::Re{user, kPhone}))) {
      const auto decoded = decode_receipt(bytes);
      if (decoded && decoded->request == request) return *decoded;
    }
    return std::nullopt;
  }
  bool has_receipt(UserId user, std::uint64_t request) {
    return eventually([&] { return receipt(user, request).has_value(); });
  }
  static std::string in(UserId watcher, UserId presentity) {
    return topics::build(topics::In{watcher, presentity});
  }
  // What the watcher's retained topic shows; unset: no such topic.
  Activity shown(UserId watcher, UserId presentity) {
    const auto retained = bus_.retained();
    const auto found = retained.find(in(watcher, presentity));
    if (found == retained.end()) return Activity::unset;
    const auto view = decode_view(found->second);
    return view ? view->activity : Activity::unset;
  }
  bool comes_to_show(UserId watcher, UserId presentity, Activity activity) {
    return eventually([&] { return shown(watcher, presentity) == activity; });
  }
  bool settles() {
    return eventually([&] { return store_.mark_count() == 0; });
  }
  // The marker is the last thing published: it has caught up when it stands still with nothing left to
  // publish.
  bool marker_settles() {
    return eventually([&] {
      const auto last = store_.last_published();
      const auto retained = bus_.retained();
      const auto marker = retained.find("facet/v1/ops/resolver/one/epoch");
      return marker != retained.end() &&
             marker->second.find("\"sequence\":" + std::to_string(*last)) != std::string::npos &&
             marker->second.find("true") != std::string::npos;
    });
  }

  MemoryStore store_;
  ModelBus bus_;
  SetClock clock_;
  SomeZones zones_;
  DampingOptions damping_{.every = std::chrono::seconds{0}};  // off: every change is seen at once
  SetSteady steady_;
  std::ostringstream log_text_;
  Log log_{LogOptions{.level = LogLevel::debug, .format = LogFormat::text, .to = &log_text_}};
  Counters counters_;
  std::atomic<int> fatal_{0};
  std::unique_ptr<Resolver> resolver_;
  std::map<UserId, Revision> seen_;
  std::set<UserId> knows_;  // has said whose Views it takes
};

}  // namespace facet::resolver::testing
