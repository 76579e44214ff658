#pragma once

#include <map>
#include <memory>

#include "resolver/domain/effects.h"
#include "resolver/domain/outcome.h"
#include "resolver/domain/presentity.h"
#include "resolver/domain/tell.h"
#include "resolver/domain/terms.h"

// What a StatusEdit says of groups: settings, automatic statuses, schedules, the zone they are read in.
// Internal to the domain. The groups have been checked to exist, or to have been erased later.
namespace facet::resolver {

struct StatusChange {
  Presentity& presentity;
  Revision revision;
  Time now;
  const Terms& terms;
  Tally& tally;
  Decision& decision;
  // What the audiences saw before the first change of their group, for settle_audiences().
  std::map<GroupId, AudienceChange>& audiences;

  void watch(GroupId group) const {
    if (!audiences.contains(group)) audiences.emplace(group, AudienceChange(presentity, group, now, terms));
  }
};

// The time the owner made the change, never later than now: a phone's clock may be ahead.
Setting told(const StatusChange& change, const Setting& setting);

void set_group(const StatusChange& change, const GroupSetting& wanted);
void set_automatics(const StatusChange& change, const GroupAutomatics& wanted);
void set_schedule(const StatusChange& change, const GroupSchedule& wanted);
void set_zone(const StatusChange& change, const std::string& name, std::shared_ptr<const ZoneTable> zone);

// Marks each audience that is shown something else after all changes of the message.
void settle_audiences(const StatusChange& change);

// A schedule's timer that was set for `at`; sets the next one.
void pass_boundary(Presentity& presentity, GroupId group, Time at, Time now, Decision& decision);

}  // namespace facet::resolver
