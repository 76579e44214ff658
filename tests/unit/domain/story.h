#pragma once

#include <string>
#include <vector>

#include "resolver/domain/followers.h"
#include "tests/unit/domain/broker.h"

// A small language for scenarios: who is in which group, what the owner tells whom, what each watcher sees.
//   Owner owner;
//   owner.group("Family", 1).with({kBob});
//   owner.tells("Family", kDriving);
//   EXPECT_EQ(owner.seen_by(kBob), ...);
namespace facet::resolver::test {

inline constexpr UserId kOwner{8613800138000};
inline constexpr UserId kBob{8613900000001};
inline constexpr UserId kEve{8613900000002};
inline constexpr UserId kDan{8613900000003};
inline constexpr UserId kStranger{8613900000009};
inline constexpr DeviceId kPhone{7};
inline constexpr DeviceId kTablet{9};

inline const Setting kDriving{.activity = Activity::driving, .note = {}};
inline const Setting kBusy{.activity = Activity::busy, .note = "till noon"};
inline const Setting kMeeting{.activity = Activity::meeting, .note = {}};
inline const Setting kFree{.activity = Activity::free, .note = {}};
inline const Setting kOff{.activity = Activity::off, .note = {}};
Setting until(Setting setting, Time end);
inline constexpr std::chrono::seconds kGrace{30};
inline constexpr std::chrono::seconds kFollow{std::chrono::hours{24}};

// One owner, the owner's clock, and the broker that shows what was decided. Every step is one message, made
// and delivered one second after the step before, and published at once.
class Owner {
 public:
  Owner() : presentity_(kOwner) {}

  // Makes a group; its members in one message of their own.
  Owner& group(const std::string& name, std::uint16_t rank);
  Owner& with(std::vector<UserId> members);
  Owner& adds(const std::string& group, std::vector<UserId> members);
  Owner& removes(const std::string& group, std::vector<UserId> members);
  // One message: out of one group, into another.
  Owner& moves(UserId contact, const std::string& from, const std::string& to);
  Owner& replaces(const std::string& group, std::vector<UserId> members);
  Owner& ranks(const std::string& group, std::uint16_t rank);
  Owner& erases(const std::string& group);
  Owner& renames(const std::string& group, const std::string& name);

  Owner& tells(const std::string& group, Setting setting);
  Owner& tells_others(Setting setting);
  Owner& tells_every_group(Setting setting);
  Owner& tells_only(UserId contact, std::optional<Setting> setting);
  Owner& blocks(UserId contact);
  Owner& unblocks(UserId contact);

  // Added until `end`: a member that leaves by itself.
  Owner& adds_until(const std::string& group, std::vector<UserId> members, Time end);
  // How automatic statuses are shown; "" is `other`.
  Owner& wants(const std::string& group, Automatics automatics);
  Owner& schedules(const std::string& group, Schedule schedule);
  Owner& lives_in(const std::string& name, ZoneTable zone);
  // `watcher` asks what the owner is doing, and so may begin to follow.
  Owner& is_asked_by(UserId watcher);
  Owner& watches(WatchEdit edit);  // as a watcher of others
  Owner& ends_account();
  // Every topic is empty: the records go.
  Owner& account_is_gone();

  // A device's connection begins, and is gone; each connection is a new session.
  Owner& connects(DeviceId device = kPhone);
  Owner& loses(DeviceId device = kPhone);
  Owner& reports(DeviceState state, DeviceId device = kPhone);

  // Time passes; what comes due is published at its own second.
  Owner& waits(std::chrono::seconds time);
  Owner& waits_until(Time time) { return waits(time - this->time()); }

  // Any message, as made at `made_at` by `device`. Nothing else moves: neither the clock nor the next
  // revision.
  const Decision& delivers(GroupsEdit edit);
  const Decision& delivers(StatusEdit edit);
  const Decision& delivers(DeviceReport report);
  const Decision& delivers(Link link, DeviceId device = kPhone);
  const Decision& delivers(WatchEdit edit);
  const Decision& delivers(AccountEdit edit);

  GroupId id(const std::string& group) const;         // "": kOther
  Revision revision(DeviceId device = kPhone) const;  // one made now
  Instant now() const { return now_; }
  Time time() const { return to_time(now_); }
  const Decision& last() const { return last_; }
  Presentity& presentity() { return presentity_; }
  Broker& broker() { return broker_; }

  View seen_by(UserId watcher) const { return view_of(presentity_, watcher, time()); }
  std::optional<View> topic_of(UserId watcher) const { return broker_.retained(watcher); }
  // Who was sent something since the last call, one entry a message, in ascending order.
  std::vector<UserId> told();
  // Timers that wait for one kind of end or beginning.
  std::vector<Timer> timers(TargetKind kind) const;

 private:
  template <typename Edit>
  const Decision& carry_out(const Edit& edit);
  template <typename Edit>
  Owner& send(Edit edit);
  const Decision& settle(Decision decision);

  Presentity presentity_;
  Broker broker_;
  Decision last_;
  Instant now_{std::chrono::milliseconds{1'795'455'000'000}};
  std::map<std::string, GroupId> ids_;
  std::string latest_;
  std::uint64_t session_ = 0;  // of the latest connection
  std::map<DeviceId, std::uint64_t> sessions_;
  std::map<std::string, std::shared_ptr<const ZoneTable>> zones_;
};

}  // namespace facet::resolver::test
