#include "resolver/adapters/rocksdb/batch.h"
#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"

namespace facet::resolver::rocks {

// Each record is looked up and taken out by its key: the ways back stand all over their columns, so the keys
// have to be read anyway. Keys only: a record that is damaged goes like any other. Up to some 400,000 keys at
// the limits, 16 MiB of batch.
Status Batch::wipe(const Account* account) {
  for (const Column column : {Column::groups, Column::devices, Column::log}) {
    if (auto wiped = wipe_column(column); !wiped) return wiped;
  }
  if (auto wiped = wipe_edges(); !wiped) return wiped;
  if (auto wiped = wipe_contacts(); !wiped) return wiped;
  if (auto wiped = wipe_stances(); !wiped) return wiped;
  if (account == nullptr || account->erased == Revision{}) return {};
  if (auto wiped = wipe_ways_back(account->erased); !wiped) return wiped;
  return wipe_standings(account->erased);
}

Status Batch::wipe_column(Column column) {
  return each_key(column, [](auto) { return Status{}; });
}

Status Batch::wipe_edges() {
  return each_key(Column::edges, [this](std::string_view key) -> Status {
    const auto edge = parse_edge_key(key);
    if (!edge) return damaged(Column::edges);
    watch(edge->contact, edge->group, false);
    return {};
  });
}

Status Batch::wipe_contacts() {
  return each_key(Column::contacts, [this](std::string_view key) -> Status {
    const auto contact = parse_contact_key(key);
    if (!contact) return damaged(Column::contacts);
    watch(*contact, kOverride, false);
    watch(*contact, kFollower, false);
    return {};
  });
}

Status Batch::wipe_stances() {
  return each_key(Column::stances, [this](std::string_view key) -> Status {
    const auto of = parse_contact_key(key);
    if (!of) return damaged(Column::stances);
    drop(Column::standings, contact_key(*of, user_).view());
    return {};
  });
}

Result<Revision> Batch::said_of_user(UserId by, GroupId group) {
  const bool is_override = group == kOverride;
  const auto key = contact_key(by, user_);
  const auto edge = edge_key(by, group, user_);
  const auto record =
      is_override ? database_.get(Column::contacts, key.view()) : database_.get(Column::edges, edge.view());
  if (!record) return tl::unexpected(record.error());
  if (!*record) return Revision{};
  if (is_override) {
    const auto own = decode_contact_record(**record);
    return own ? own->override_revision : Result<Revision>{tl::unexpected(own.error())};
  }
  const auto membership = decode_edge_record(**record);
  return membership ? membership->revision : Result<Revision>{tl::unexpected(membership.error())};
}

// What was said meanwhile by a clock that is ahead counts, and its way back stays.
Status Batch::wipe_ways_back(Revision erased) {
  return visit_keys(Column::watches, [&](std::string_view key) -> Status {
    const auto back = parse_watch_key(key);
    if (!back) return damaged(Column::watches);
    if (back->group == kFollower) return {};
    const auto said = said_of_user(back->user, back->group);
    if (!said) return tl::unexpected(said.error());
    if (said->made_at() <= erased.made_at()) drop(Column::watches, key);
    return {};
  });
}

Status Batch::wipe_standings(Revision erased) {
  return visit_keys(Column::standings, [&](std::string_view key) -> Status {
    const auto by = parse_contact_key(key);
    if (!by) return damaged(Column::standings);
    const auto record = database_.get(Column::stances, contact_key(*by, user_).view());
    if (!record) return tl::unexpected(record.error());
    const auto state = *record ? decode_stance_record(**record) : Result<StanceState>{};
    if (!state) return tl::unexpected(state.error());
    if (state->revision.made_at() <= erased.made_at()) drop(Column::standings, key);
    return {};
  });
}

Status Batch::visit_keys(Column column, const std::function<Status(std::string_view)>& visit) {
  const UserKey prefix = user_key(user_);
  const Database::Range all{
      .column = column, .from = prefix.view(), .before = {}, .same_user = true, .at = nullptr};
  return database_.scan(all, [&](std::string_view key, std::string_view) -> Result<bool> {
    if (auto visited = visit(key); !visited) return tl::unexpected(visited.error());
    return true;
  });
}

Status Batch::each_key(Column column, const std::function<Status(std::string_view)>& take) {
  return visit_keys(column, [&](std::string_view key) -> Status {
    if (auto taken = take(key); !taken) return taken;
    drop(column, key);
    return {};
  });
}

}  // namespace facet::resolver::rocks
