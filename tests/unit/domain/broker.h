#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "resolver/domain/audience.h"
#include "resolver/domain/decide.h"
#include "resolver/domain/rules.h"

// What an outbox and a broker hold of one presentity, kept up to date by nothing but a Decision's effects.
namespace facet::resolver::test {

// One publication to one watcher; nullopt empties the topic.
struct Message {
  UserId watcher;
  std::optional<View> view;
  bool news = false;  // the topic held something else before, or was to go by itself at another time
};

class Broker {
 public:
  // The outbox: marks what `decision` made dirty, sets and cancels timers.
  void mark(const Decision& decision);
  // Timers due at `now` are decided and become marks. What was to go by itself by then is gone.
  void fire_due(Presentity& presentity, Time now);
  // Publishes the marked target at place `index % waiting()`, as the presentity is now.
  void publish_one(const Presentity& presentity, Time now, std::size_t index);
  void publish_all(const Presentity& presentity, Time now);
  // How far the timers are: for decide().
  Terms terms() const { return Terms{.carried_out = carried_out_}; }
  std::size_t waiting() const { return marks_.size(); }

  std::optional<View> retained(UserId watcher) const;
  const std::map<UserId, View>& retained() const { return views_; }
  const std::map<GroupId, OwnGroup>& own_groups() const { return own_groups_; }
  const std::map<GroupId, OwnMembers>& own_members() const { return own_members_; }
  const std::set<Timer>& timers() const { return timers_; }

  // Everything published to watchers since the last call.
  std::vector<Message> take_messages();

 private:
  void publish(const Presentity& presentity, const Target& target, Time now);
  void expire(Time now);
  void show(UserId watcher, std::optional<View> view, Time until);

  std::set<Target> marks_;
  std::set<Timer> timers_;
  Time carried_out_ = kNoTime;  // timers up to here have fired
  std::map<UserId, View> views_;
  std::map<UserId, Time> ends_;  // of topics that go by themselves
  std::map<GroupId, OwnGroup> own_groups_;
  std::map<GroupId, OwnMembers> own_members_;
  std::vector<Message> messages_;
};

}  // namespace facet::resolver::test
