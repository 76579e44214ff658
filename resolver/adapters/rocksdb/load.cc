#include <array>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver::rocks {
namespace {

Result<bool> take_group(Presentity& presentity, std::string_view key, std::string_view value) {
  const auto id = parse_group_key(key);
  if (!id) return damaged(Column::groups);
  auto group = decode_group_record(value);
  if (!group) return tl::unexpected(std::move(group.error()));
  group->id = *id;
  presentity.put_group(std::move(*group));
  return true;
}

Result<bool> take_edge(Presentity& presentity, std::string_view key, std::string_view value) {
  const auto edge = parse_edge_key(key);
  if (!edge) return damaged(Column::edges);
  auto membership = decode_edge_record(value);
  if (!membership) return tl::unexpected(std::move(membership.error()));
  membership->group = edge->group;
  presentity.put_membership(edge->contact, *membership);
  return true;
}

Result<bool> take_contact(Presentity& presentity, std::string_view key, std::string_view value) {
  const auto contact = parse_contact_key(key);
  if (!contact) return damaged(Column::contacts);
  auto own = decode_contact_record(value);
  if (!own) return tl::unexpected(std::move(own.error()));
  presentity.put_contact(*contact, std::move(*own));
  return true;
}

Result<bool> take_device(Presentity& presentity, std::string_view key, std::string_view value) {
  const auto id = parse_device_key(key);
  if (!id) return damaged(Column::devices);
  const auto device = decode_device_record(value);
  if (!device) return tl::unexpected(device.error());
  presentity.put_device(*id, *device);
  return true;
}

Result<bool> take_account(Presentity& presentity, std::string_view key, std::string_view value) {
  if (!parse_user_key(key)) return damaged(Column::accounts);
  auto account = decode_account_record(value);
  if (!account) return tl::unexpected(std::move(account.error()));
  presentity.put_account(std::move(*account));
  return true;
}

Result<bool> take_stance(Presentity& presentity, std::string_view key, std::string_view value) {
  const auto of = parse_contact_key(key);
  if (!of) return damaged(Column::stances);
  const auto state = decode_stance_record(value);
  if (!state) return tl::unexpected(state.error());
  presentity.put_stance(*of, *state);
  return true;
}

}  // namespace

Result<Presentity> RocksDbStore::load(UserId user) {
  using TakeOne = Result<bool> (*)(Presentity&, std::string_view, std::string_view);
  constexpr std::array<std::pair<Column, TakeOne>, 6> kParts{{{Column::groups, take_group},
                                                              {Column::edges, take_edge},
                                                              {Column::contacts, take_contact},
                                                              {Column::devices, take_device},
                                                              {Column::accounts, take_account},
                                                              {Column::stances, take_stance}}};

  Presentity presentity{user};
  const UserKey prefix = user_key(user);
  // One moment for all of them: never one half of a commit.
  const auto now = database_->snapshot();
  for (const auto& [column, take_one] : kParts) {
    const Database::Range range{
        .column = column, .from = prefix.view(), .before = {}, .same_user = true, .at = now};
    const auto scanned = database_->scan(
        range, [&, take = take_one](auto key, auto value) { return take(presentity, key, value); });
    if (!scanned) return tl::unexpected(scanned.error());
  }
  return presentity;
}

}  // namespace facet::resolver::rocks
