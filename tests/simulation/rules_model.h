#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulation/requests.h"

namespace facet::simulation {

// docs/rules.md a second time, as plainly as can be, for the oracle: changes are applied one after the other
// in the order of their revisions, so there are no revisions in here, no messages that come late or twice,
// and no publications; what a watcher sees is worked out by looking.

// What somebody is told or shown, without since when.
struct Told {
  Activity activity = Activity::off;
  std::string note;
  Time until = kNoTime;
  bool operator==(const Told&) const = default;
};

struct ModelGroup {
  explicit ModelGroup(bool there = false) : exists(there) {}

  // What is said of a group that is not there is kept: a phone may not know yet that another one deleted it,
  // and the resolver took it when the group was there again.
  bool exists = false;
  std::size_t made = 0;  // the place, in the order of arrival, of what made it first; 0: nothing did
  std::string name;
  std::uint16_t rank = 0;
  bool ranked = false;             // by somebody, not only as it was made
  std::map<UserId, Time> members;  // until when; kNoTime: for good
  Told base;
  std::optional<Told> temporary;
  Automatics automatics;
};

struct ModelContact {
  bool blocked = false;
  std::optional<Told> override_setting;
};

struct ModelPerson {
  std::map<GroupId, ModelGroup> groups{{kOther, ModelGroup{true}}};
  std::map<UserId, ModelContact> contacts;
  // As a watcher.
  std::map<UserId, Stance> stances;
  bool takes_strangers = false;
  // Strangers who have asked lately.
  std::set<UserId> followers;
  // What is known of the devices at the moment of looking.
  bool off = false;
  bool in_call = false;

  // `place`: in the order in which the resolver took them. It matters for one thing only: "every group" means
  // those that were known when it came.
  void apply(const Edit& edit, std::size_t place);

  // In a live group, or with a setting of its own.
  bool holds(UserId contact, Time now) const;
  // As a watcher: takes what that one shows. (Whom it put into a group that another device had deleted it
  // knows all the same.)
  bool knows(UserId presentity, Time now) const;
  Told shown_to(UserId watcher, Time now) const;

 private:
  void apply(const GroupEdit& edit, std::size_t place);
  void apply(const StatusEdit& edit, std::size_t place);
  void apply(const WatchEdit& edit);
  const ModelGroup* highest_group(UserId watcher, Time now) const;
  const Told* own_setting(UserId watcher, Time now) const;
};

using ModelPeople = std::map<UserId, ModelPerson>;

// What has to stand at facet/v1/in/<watcher>/<presentity>; nullopt: nothing.
std::optional<Told> topic(const ModelPeople& people, UserId watcher, UserId presentity, Time now);

std::string text(const Told& told);

}  // namespace facet::simulation
