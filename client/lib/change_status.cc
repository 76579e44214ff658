#include <algorithm>

#include "client/lib/changes.h"
#include "client/lib/checked_setting.h"
#include "client/lib/store_pending.h"
#include "client/lib/store_self.h"

namespace facet::client {
namespace {

void lay_over(GroupRow& group, Setting setting, Instant now) {
  setting.changed_at = to_time(now);
  if (setting.until == kNoTime) {
    group.base = std::move(setting);
    group.temporary.reset();
  } else {
    group.temporary = std::move(setting);
  }
}

}  // namespace

Result<std::vector<GroupRow>> rows_of(Database& db, const std::vector<GroupId>& groups) {
  if (groups.empty()) return fail(errc::bad_value, "say which group");
  // Its groups are gone, too; that is not what has to be said.
  if (auto there = check_not_erased(db); !there) return fail(there.error());
  auto rows = read_groups(db);
  if (!rows) return rows;
  const bool every = groups.size() == 1 && groups.front() == kEveryGroup;
  const auto meant = [&](GroupId id) {
    return every ? id != kOther : std::find(groups.begin(), groups.end(), id) != groups.end();
  };
  rows->erase(std::remove_if(rows->begin(), rows->end(), [&](const GroupRow& one) { return !meant(one.id); }),
              rows->end());
  if (every && rows->empty()) {
    return fail(errc::no_such_group, "there is none yet; make one with `facet group create`");
  }
  if (every) return rows;
  for (const auto id : groups) {
    const bool there =
        std::any_of(rows->begin(), rows->end(), [&](const GroupRow& one) { return one.id == id; });
    if (id == kEveryGroup) return fail(errc::bad_value, "'every group' stands alone");
    if (!there) return fail(errc::no_such_group, "number " + id.digits() + "; see `facet group list`");
  }
  return rows;
}

Status set_status(Store& store, const std::vector<GroupId>& groups, const Setting& setting, Instant now) {
  if (auto good = check_setting(setting, to_time(now)); !good) return good;
  return store.db().atomically([&]() -> Status {
    auto rows = rows_of(store.db(), groups);
    if (!rows) return fail(rows.error());
    Setting sent = setting;
    sent.changed_at = kNoTime;
    StatusEdit edit;
    std::vector<Touch> touches;
    const bool every = groups.front() == kEveryGroup;
    if (every) {
      edit.settings.push_back({kEveryGroup, sent});
      touches.push_back({kEveryGroup, Part::setting});
    }
    for (auto& row : *rows) {
      lay_over(row, setting, now);
      if (auto written = write_group(store.db(), row); !written) return written;
      if (!every) edit.settings.push_back({row.id, sent});
      touches.push_back({row.id, Part::setting});
    }
    if (auto dropped = drop_covered(store.db(), edit); !dropped) return dropped;
    return queue(store, Draft{std::move(edit), std::move(touches)}, now);
  });
}

}  // namespace facet::client
