#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schemas/messages.h"
#include "tests/scenarios/calendar.h"
#include "tests/scenarios/people.h"
#include "tests/scenarios/world.h"

namespace facet::scenarios {

// One scenario as it is being played: what the phones in it know, and what has been looked at.
class Stage {
 public:
  Stage(World& world, resolver::Zones& zones) : world_(world), zones_(zones) {}

  // Before anything has happened; ScriptError afterwards.
  Settings& settings();
  // From here on something happens.
  World& world();
  Calendar& calendar() { return calendar_; }
  resolver::Zones& zones() { return zones_; }
  // A step takes a moment, so that what comes later is later.
  void tick();

  // What a phone sends, with its next revision or the time in `made_at`. The receipt is to be `accepted`,
  // unless the step after it says what it is.
  void send(const Actor& actor, GroupsEdit edit);
  void send(const Actor& actor, StatusEdit edit);
  void send(const Actor& actor, WatchEdit edit);
  void report(const Actor& actor, DeviceState state);
  void erase_account(const Actor& actor);
  void ask(const Actor& actor, const std::vector<UserId>& presentities);
  // The last message once more, byte for byte.
  void repeat();
  std::optional<Instant> made_at;

  // The receipt of the last message; ScriptError when there is none.
  const Receipt& receipt();
  // ScriptError when the last message was not accepted and no step said so.
  void settle_receipt();

  // What changes nothing; nullopt: this world cannot look now.
  std::optional<Receipt> query(UserId user, QueryKind kind, UserId subject = {});
  std::optional<View> answer(UserId watcher, UserId presentity);

  // The id that the owner's phones gave to a name; `make`: or give to it now.
  GroupId group(UserId owner, const std::string& name, bool make = false);
  std::string group_name(UserId owner, GroupId group) const;
  Automatics& automatics(UserId owner, GroupId group) { return automatics_[{owner, group}]; }

  // How many messages came since this was last asked.
  std::size_t news(UserId watcher, UserId presentity);

  // Whom watchers look at when nobody is named: the first of `people`.
  UserId presentity() const;
  void introduce(UserId user);

  void checked() { ++checks_; }
  std::size_t checks() const { return checks_; }

 private:
  struct Message {
    Actor actor;
    topics::UpKind kind{};
    Bytes payload;
    std::uint64_t request = 0;
  };

  Revision next(const Actor& actor);
  void deliver(Message message);

  World& world_;
  resolver::Zones& zones_;
  Settings settings_;
  Calendar calendar_;
  bool begun_ = false;
  std::map<std::pair<UserId, DeviceId>, Revision> revisions_;
  std::optional<Message> last_;
  std::optional<Receipt> receipt_;
  bool is_settled_ = true;  // nothing is left to be said of the last receipt
  std::map<std::pair<UserId, std::string>, GroupId> groups_;
  std::map<std::pair<UserId, GroupId>, Automatics> automatics_;
  std::map<std::pair<UserId, UserId>, std::size_t> looked_;
  std::optional<UserId> presentity_;
  std::uint64_t correlation_ = 0;
  std::size_t checks_ = 0;
};

}  // namespace facet::scenarios
