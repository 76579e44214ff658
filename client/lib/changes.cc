#include "client/lib/changes.h"

#include <algorithm>

#include "client/lib/checked_setting.h"
#include "client/lib/group_names.h"
#include "client/lib/ranks.h"
#include "client/lib/store_contact_rules.h"
#include "client/lib/store_members.h"
#include "client/lib/store_pending.h"
#include "client/lib/store_self.h"
#include "schemas/limits.h"

namespace facet::client {
namespace {

tl::unexpected<Error> unknown(GroupId group) {
  return fail(errc::no_such_group, "number " + group.digits() + "; see `facet group list`");
}

// A group that has a name and members: not `other`.
Result<GroupRow> own_group(Database& db, GroupId id) {
  if (id == kOther)
    return fail(errc::bad_value, "the built-in group 'other' has no name, rank or members to change");
  auto group = read_group(db, id);
  if (!group) return fail(group.error());
  if (!*group) return unknown(id);
  return std::move(**group);
}

Status check_rank(std::optional<std::uint16_t> rank) {
  if (!rank || (*rank >= limits::kHighestRank && *rank <= limits::kLowestRank)) return {};
  return fail(errc::bad_value,
              "a rank lies between 1, the highest, and " + std::to_string(limits::kLowestRank));
}

Status check_free(const std::vector<GroupRow>& groups, std::string_view name, std::optional<GroupId> but) {
  for (const auto& group : groups) {
    if (group.id != but && folded(group.name) == folded(name)) {
      return fail(errc::group_exists, "'" + group.name + "'");
    }
  }
  return {};
}

GroupId free_id(const std::vector<GroupRow>& groups, std::string_view name) {
  const auto taken = [&](GroupId id) {
    return std::any_of(groups.begin(), groups.end(), [&](const GroupRow& one) { return one.id == id; });
  };
  auto id = first_id(name);
  while (taken(id)) id = next_id(id);
  return id;
}

Ranks ranks_of(const std::vector<GroupRow>& groups) {
  Ranks ranks;
  for (const auto& group : groups) {
    if (group.id != kOther) ranks[group.id] = group.rank;
  }
  return ranks;
}

// Groups that have to make room are part of the same message.
Status write_ranks(Database& db, const Ranks& changed, GroupsEdit& edit, std::vector<Touch>& touches) {
  for (const auto& [id, rank] : changed) {
    auto group = own_group(db, id);
    if (!group) return fail(group.error());
    group->rank = rank;
    if (auto written = write_group(db, *group); !written) return written;
    const auto same = std::find_if(edit.edits.begin(), edit.edits.end(),
                                   [&](const GroupEdit& one) { return one.group == group->id; });
    if (same != edit.edits.end()) {
      same->rank = rank;
      continue;
    }
    GroupEdit one;
    one.group = id;
    one.rank = rank;
    edit.edits.push_back(std::move(one));
    touches.push_back({id, Part::identity});
  }
  return {};
}

Draft identity_draft(GroupEdit edit) {
  const auto group = edit.group;
  return {GroupsEdit{{}, {std::move(edit)}}, {{group, Part::identity}}};
}

Status create(Store& store, GroupRow& made, std::optional<std::uint16_t> rank, Instant now) {
  const auto groups = read_groups(store.db());
  if (!groups) return fail(groups.error());
  if (groups->size() > limits::kGroupsPerUser) {  // `other` is one of them and does not count
    return fail(errc::over_limit,
                "groups_per_user: at most " + std::to_string(limits::kGroupsPerUser) + "; delete one first");
  }
  if (auto good = check_free(*groups, made.name, {}); !good) return good;
  made.id = free_id(*groups, made.name);
  if (auto written = write_group(store.db(), made); !written) return written;
  GroupEdit creation;
  creation.group = made.id;
  creation.name = made.name;
  GroupsEdit edit{{}, {std::move(creation)}};
  std::vector<Touch> touches{{made.id, Part::identity}};
  auto ranked = write_ranks(store.db(), place(ranks_of(*groups), made.id, rank), edit, touches);
  // Nobody asked for this rank: another device may have made the group and given it one.
  if (!rank) std::swap(edit.edits.front().rank, edit.edits.front().first_rank);
  return ranked ? queue(store, Draft{std::move(edit), std::move(touches)}, now) : ranked;
}

}  // namespace

Status queue(Store& store, const Draft& draft, Instant now) {
  if (auto there = check_not_erased(store.db()); !there) return there;
  const auto revision = store.next_revision(now);
  if (!revision) return fail(revision.error());
  if (auto added = add_pending(store.db(), draft, *revision); !added) return added;
  for (const auto& [group, part] : draft.touches) {
    if (auto set = set_part_revision(store.db(), group, part, *revision); !set) return set;
  }
  for (const auto& touch : draft.contacts) {
    if (auto set = set_contact_revision(store.db(), touch, *revision); !set) return set;
  }
  return {};
}

Result<GroupId> create_group(Store& store, std::string_view name, std::optional<std::uint16_t> rank,
                             Instant now) {
  auto kept = checked_name(name);
  if (!kept) return fail(kept.error());
  if (auto good = check_rank(rank); !good) return fail(good.error());
  GroupRow made;
  made.name = std::move(*kept);
  auto done = store.db().atomically([&] { return create(store, made, rank, now); });
  if (!done) return fail(done.error());
  return made.id;
}

Status rename_group(Store& store, GroupId id, std::string_view name, Instant now) {
  const auto kept = checked_name(name);
  if (!kept) return fail(kept.error());
  return store.db().atomically([&]() -> Status {
    auto group = own_group(store.db(), id);
    if (!group) return fail(group.error());
    const auto groups = read_groups(store.db());
    if (!groups) return fail(groups.error());
    if (auto good = check_free(*groups, *kept, id); !good) return good;
    if (group->name == *kept) return {};
    group->name = *kept;
    if (auto written = write_group(store.db(), *group); !written) return written;
    GroupEdit edit;
    edit.group = id;
    edit.name = *kept;
    return queue(store, identity_draft(std::move(edit)), now);
  });
}

Status rank_group(Store& store, GroupId id, std::uint16_t rank, Instant now) {
  if (auto good = check_rank(rank); !good) return good;
  return store.db().atomically([&]() -> Status {
    const auto group = own_group(store.db(), id);
    if (!group) return fail(group.error());
    const auto groups = read_groups(store.db());
    if (!groups) return fail(groups.error());
    const auto changed = place(ranks_of(*groups), id, rank);
    if (changed.size() == 1 && group->rank == rank) return {};
    GroupsEdit edit;
    std::vector<Touch> touches;
    auto ranked = write_ranks(store.db(), changed, edit, touches);
    return ranked ? queue(store, Draft{std::move(edit), std::move(touches)}, now) : ranked;
  });
}

Status delete_group(Store& store, GroupId id, Instant now) {
  return store.db().atomically([&]() -> Status {
    if (const auto group = own_group(store.db(), id); !group) return fail(group.error());
    if (auto erased = erase_group(store.db(), id); !erased) return erased;
    GroupEdit edit;
    edit.group = id;
    edit.erase = true;
    auto queued = queue(store, identity_draft(std::move(edit)), now);
    return queued ? accept_contacts(store, now) : queued;
  });
}

Status add_members(Store& store, GroupId id, const std::vector<UserId>& members, Time until, Instant now) {
  if (auto good = check_until(until, to_time(now)); !good) return good;
  return store.db().atomically([&]() -> Status {
    if (const auto group = own_group(store.db(), id); !group) return fail(group.error());
    const auto added = insert_members(store.db(), id, members, until, to_time(now));
    if (!added) return fail(added.error());
    for (const auto& draft : draft_members(id, *added, {}, until)) {
      if (auto queued = queue(store, draft, now); !queued) return queued;
    }
    return {};
  });
}

Status remove_members(Store& store, GroupId id, const std::vector<UserId>& members, Instant now) {
  return store.db().atomically([&]() -> Status {
    if (const auto group = own_group(store.db(), id); !group) return fail(group.error());
    const auto removed = client::remove_members(store.db(), id, members);
    if (!removed) return fail(removed.error());
    for (const auto& draft : draft_members(id, {}, *removed)) {
      if (auto queued = queue(store, draft, now); !queued) return queued;
    }
    return removed->empty() ? Status{} : accept_contacts(store, now);
  });
}

}  // namespace facet::client
