#include "resolver/adapters/rocksdb/batch.h"
#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"

namespace facet::resolver::rocks {

// Each record is looked up and taken out by its key: the ways back stand all over their columns, so the keys
// have to be read anyway. Keys only: a record that is damaged goes like any other. Up to some 400,000 keys at
// the limits, 16 MiB of batch.
Status Batch::wipe() {
  for (const Column column : {Column::groups, Column::devices, Column::log}) {
    if (auto wiped = wipe_column(column); !wiped) return wiped;
  }
  if (auto wiped = wipe_edges(); !wiped) return wiped;
  if (auto wiped = wipe_contacts(); !wiped) return wiped;
  return wipe_stances();
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

Status Batch::each_key(Column column, const std::function<Status(std::string_view)>& take) {
  const UserKey prefix = user_key(user_);
  const Database::Range all{
      .column = column, .from = prefix.view(), .before = {}, .same_user = true, .at = nullptr};
  return database_.scan(all, [&](std::string_view key, std::string_view) -> Result<bool> {
    if (auto taken = take(key); !taken) return tl::unexpected(taken.error());
    drop(column, key);
    return true;
  });
}

}  // namespace facet::resolver::rocks
