#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "resolver/pipeline/alarm.h"
#include "resolver/pipeline/committer.h"
#include "resolver/pipeline/intake.h"
#include "resolver/pipeline/liveness.h"
#include "resolver/pipeline/publisher.h"
#include "tests/unit/pipeline/fixture.h"

// The pipeline step by step: intake, committer, publisher, alarm and liveness as they are, and a clock that
// moves when it is told to. After each step everything that followed from it has been published, so two
// worlds that are told the same do the same at the same millisecond. Without the ticker, and so without
// recovery.
namespace facet::resolver::testing {

// One message as the broker got it. Every message has QoS 1: the bus port knows no other.
struct Delivered {
  Instant at;
  std::string topic;
  Bytes payload;
  bool retained = false;
  std::optional<std::chrono::seconds> expiry{};
  bool operator==(const Delivered&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Delivered& delivered);

// What somebody who subscribes now is sent.
struct Kept {
  Bytes payload;
  Instant expires_at = Instant::max();
  bool operator==(const Kept&) const = default;
};
using KeptByTopic = std::map<std::string, Kept>;

// Remembers every message, with the time at which it came.
class TrafficBus : public ModelBus {
 public:
  explicit TrafficBus(const Clock& clock) : clock_(clock) {}
  void show(UserId presentity, Bytes view, std::vector<UserId> watchers,
            std::optional<std::chrono::seconds> expiry, Taken taken) override;
  void publish(std::string topic, Bytes payload, bool retain, Taken taken) override;

  std::vector<Delivered> traffic();
  // Until the committer has sent this.
  void wait_for(const Bytes& settled);

 private:
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable changed_;
  Bytes settled_;
  std::vector<Delivered> traffic_;
};

// Holds the publisher back between the steps.
class Gate {
 public:
  std::chrono::milliseconds wait();  // the publisher's: it has nothing to do
  void pass();                       // returns when all that waited is published
  void open();                       // for good

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool idle_ = false;
  bool go_ = false;
  bool open_ = false;
};

class World {
 public:
  explicit World(const DampingOptions& damping = {.every = std::chrono::seconds{0}});
  ~World();

  Instant now() const { return clock_.now(); }
  Time time() const { return to_time(now()); }
  // Timers that come due on the way are carried out at their own second. Where damping is on, only multiples
  // of kBeat, so that what was parked goes in every world at the same moment.
  static constexpr std::chrono::milliseconds kBeat{1'000};
  void advance(std::chrono::milliseconds by);

  // Each fills in the revision, or the correlation, and returns it.
  std::uint64_t say(UserId user, GroupsEdit edit);
  std::uint64_t say(UserId user, StatusEdit edit);
  std::uint64_t say(UserId user, WatchEdit edit);
  std::uint64_t say(UserId user, DeviceState state);
  std::uint64_t ask(UserId user, std::vector<UserId> about);
  std::uint64_t query(UserId user, QueryKind kind, UserId subject = {});
  std::uint64_t erase(UserId user);
  void link(UserId user, LinkState state);
  // The receipt of what was said, which has come by now.
  Receipt receipt(UserId user, std::uint64_t request);

  std::vector<Delivered> traffic() { return bus_.traffic(); }
  // What this user's phone, subscribed to all that it may subscribe to, was sent; from `since` on.
  std::vector<Delivered> traffic_to(UserId user, Instant since = Instant::min());
  KeptByTopic kept_for(UserId user);

 private:
  void up(UserId user, topics::UpKind kind, const Bytes& payload);
  Revision next(UserId user);
  void settle();
  void fire_until(Time end);
  void move_to(Instant end);

  // Takes nothing: what the resolver says of itself is not looked at here.
  class Nobody : public BusHandler {
   public:
    void on_message(std::string_view, std::string_view, bool) override {}
    void on_connected() override {}
    void on_lost() override {}
  };

  MemoryStore store_;
  SetClock clock_;
  SetSteady steady_;
  SomeZones zones_;
  Nobody nobody_;
  TrafficBus bus_{clock_};
  std::ostringstream log_text_;
  Log log_{LogOptions{.level = LogLevel::error, .format = LogFormat::text, .to = &log_text_}};
  Counters counters_;
  Core core_{store_, bus_, clock_, log_, counters_, zones_, "one"};
  Committer committer_{core_};
  Intake intake_{core_, committer_};
  Alarm alarm_{core_, committer_};
  Liveness liveness_{core_, committer_};
  Gate gate_;
  Publisher publisher_{core_, [this] { return gate_.wait(); }};
  DampingOptions damping_;
  std::uint64_t settled_ = 0;
  std::map<UserId, Revision> seen_;
  std::map<UserId, std::uint64_t> sessions_;
};

}  // namespace facet::resolver::testing
