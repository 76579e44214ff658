#include "client/lib/changes.h"
#include "client/lib/checked_setting.h"
#include "client/lib/store_meta.h"
#include "schemas/limits.h"
#include "schemas/text.h"

// What is laid over the settings of groups by itself: automatic statuses and schedules.
namespace facet::client {
namespace {

Status check(const AutomaticsChange& change) {
  if (!change.off && !change.in_call) return fail(errc::bad_value, "say what of the automatic statuses");
  if (change.off) {
    if (auto good = check_automatic(*change.off, Activity::off); !good) return good;
  }
  return change.in_call ? check_automatic(*change.in_call, Activity::in_call) : Status{};
}

Status check_zone(const std::string& zone) {
  if (zone.size() <= limits::kZoneBytes && is_zone_name(zone)) return {};
  return fail(errc::bad_value, "zone: an IANA name, like Asia/Shanghai");
}

Draft schedule_draft(GroupId group, const Schedule& schedule, const std::string& zone) {
  StatusEdit edit;
  edit.schedules.push_back({group, schedule});
  edit.zone = zone;
  std::vector<Touch> touches{{group, Part::schedule}};
  if (!zone.empty()) touches.push_back({kOther, Part::zone});
  return {std::move(edit), std::move(touches)};
}

}  // namespace

// Each group by itself, also of all: what is left alone may differ between them.
Status set_automatics(Store& store, const std::vector<GroupId>& groups, const AutomaticsChange& change,
                      Instant now) {
  if (auto good = check(change); !good) return good;
  return store.db().atomically([&]() -> Status {
    auto rows = rows_of(store.db(), groups);
    if (!rows) return fail(rows.error());
    StatusEdit edit;
    std::vector<Touch> touches;
    const bool whole = change.off && change.in_call && groups.front() == kEveryGroup;
    if (whole) {
      edit.automatics.push_back({kEveryGroup, {*change.off, *change.in_call}});
      touches.push_back({kEveryGroup, Part::automatics});
    }
    for (auto& row : *rows) {
      row.automatics.off = change.off.value_or(row.automatics.off);
      row.automatics.in_call = change.in_call.value_or(row.automatics.in_call);
      if (auto written = write_group(store.db(), row); !written) return written;
      if (!whole) edit.automatics.push_back({row.id, row.automatics});
      touches.push_back({row.id, Part::automatics});
    }
    return queue(store, {std::move(edit), std::move(touches)}, now);
  });
}

Status set_schedule(Store& store, GroupId group, const Schedule& schedule, const std::string& zone,
                    Instant now) {
  if (group == kEveryGroup) return fail(errc::bad_value, "a schedule is for one group");
  if (auto good = check_schedule(schedule); !good) return good;
  if (!zone.empty()) {
    if (auto good = check_zone(zone); !good) return good;
  }
  return store.db().atomically([&]() -> Status {
    if (const auto row = rows_of(store.db(), {group}); !row) return fail(row.error());
    auto written = write_schedule(store.db(), group, schedule);
    if (written && !zone.empty()) written = set_text(store.db(), "zone", zone);
    return written ? queue(store, schedule_draft(group, schedule, zone), now) : written;
  });
}

Status set_zone(Store& store, const std::string& zone, Instant now) {
  if (auto good = check_zone(zone); !good) return good;
  return store.db().atomically([&]() -> Status {
    if (auto written = set_text(store.db(), "zone", zone); !written) return written;
    StatusEdit edit;
    edit.zone = zone;
    return queue(store, {std::move(edit), {{kOther, Part::zone}}}, now);
  });
}

}  // namespace facet::client
