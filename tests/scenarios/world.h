#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/ports/zones.h"
#include "schemas/messages.h"
#include "schemas/topics.h"

// Where a scenario is played: phones, a broker, a resolver and a clock. One world a scenario. Whatever cannot
// be done, or does not come about in time, is a ScriptError.
namespace facet::scenarios {

// What has to be settled before anything happens.
struct Settings {
  Time begin = std::chrono::sys_days{std::chrono::year{2026} / 6 / 1} + std::chrono::hours{8};  // a Monday
  bool damping = false;
  std::chrono::seconds grace{30};
  std::chrono::seconds follow = std::chrono::hours{24};
};

// What happens to the machines.
enum class Event {
  resolver_stops,           // in order
  resolver_starts,          //
  resolver_crashes,         // and a new one on the same disk comes
  broker_restarts,          // without farewells: every phone's connection is gone
  broker_forgets,           // and comes back empty, the phones with it
  broker_saves,             //
  broker_returns_to_save,   // what it was told since then is lost
  broker_takes_nothing,     // what is published to it is lost until the resolver connects again
  clock_set_back_two_hours  //
};

class World {
 public:
  virtual ~World() = default;
  virtual void begin(const Settings& settings) = 0;

  virtual Instant now() const = 0;
  // Lets time go by; what comes due in between has happened when this returns.
  virtual void pass(std::chrono::milliseconds by) = 0;

  // A device's connection. One that is connected already stays so.
  virtual void connect(UserId user, DeviceId device) = 0;
  virtual void lose(UserId user, DeviceId device) = 0;
  virtual bool connected(UserId user, DeviceId device) const = 0;

  // The Receipt, when everything that follows from the message has been published. nullopt: none can come.
  virtual std::optional<Receipt> send(UserId user, DeviceId device, topics::UpKind kind, const Bytes& payload,
                                      std::uint64_t request) = 0;
  // The same for what changes nothing, as the user's own device, without being one more that counts.
  // nullopt: this world cannot, now.
  virtual std::optional<Receipt> look(UserId user, topics::UpKind kind, const Bytes& payload,
                                      std::uint64_t request) = 0;

  // What is retained on a topic that `reader` may read; empty: nothing.
  virtual Bytes retained(UserId reader, const topics::Topic& topic) = 0;
  // Everything that was sent to the watcher of the presentity, as it was sent.
  virtual std::vector<Bytes> sent(UserId watcher, UserId presentity) = 0;
  // After how long the broker drops what is retained by itself; nullopt: it does not.
  virtual std::optional<std::chrono::seconds> expiry(const topics::Topic& topic) = 0;
  // Retained topics that tell anything of `user`, or to it.
  virtual std::vector<std::string> topics_of(UserId user) = 0;

  virtual void happen(Event event) = 0;
};

// The real Resolver between a store and a broker in memory, with a clock that only pass() moves.
std::unique_ptr<World> model_world(resolver::Zones& zones);

}  // namespace facet::scenarios
