#include "resolver/adapters/rocksdb/verify.h"

#include <rocksdb/db.h>

#include <functional>
#include <map>
#include <numeric>

#include "resolver/adapters/rocksdb/database.h"
#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/log.h"
#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/schema.h"

namespace facet::resolver {
namespace rocks {
namespace {

using namespace std::string_literals;

class Inspection {
 public:
  explicit Inspection(Database& database) : database_(database) {}

  Result<StoreReport> run();

 private:
  // True: the record is what it should be.
  using Check = std::function<Result<bool>(std::string_view key, std::string_view value)>;

  Status checksums();
  Status meta();
  Status each(Column column, const Check& readable);
  Status owner_columns();
  Status queue_columns();
  Status journal_and_log();
  Status ended_accounts();
  Status forwards();
  Status backwards();

  Result<bool> is_there(Column column, std::string_view key);
  Result<bool> watch_has_its_reason(std::string_view key);
  void wrong(const std::string& what) { ++wrong_[what]; }
  StoreReport report() const;

  Database& database_;
  StoreReport report_;
  Formers formers_;                             // what was said of them until then needs no way back
  std::map<std::string, std::uint64_t> wrong_;  // sentence -> of how many records
};

template <typename T>
bool readable(const Result<T>& decoded) {
  return decoded.has_value();
}

Result<StoreReport> Inspection::run() {
  for (const auto step : {&Inspection::checksums, &Inspection::meta, &Inspection::owner_columns,
                          &Inspection::queue_columns, &Inspection::journal_and_log,
                          &Inspection::ended_accounts, &Inspection::forwards, &Inspection::backwards}) {
    if (auto done = (this->*step)(); !done) {
      // A block that cannot be read ends a pass over its column; the other passes still say what they find.
      if (done.error().code != store_errc::damaged) return tl::unexpected(done.error());
      wrong("a table file is damaged (" + done.error().detail + ")");
    }
  }
  return report();
}

Status Inspection::checksums() {
  const auto status = database_.db().VerifyChecksum();
  if (!status.ok()) return failed(status, "checksums");
  return {};
}

Status Inspection::meta() {
  const auto schema = database_.get(Column::meta, kSchemaKey);
  if (!schema) return tl::unexpected(schema.error());
  const auto version = decode_number_record(Column::meta, schema->value_or(""));
  if (!version || *version == 0) {
    wrong("the store does not say which version wrote it");
    return {};
  }
  if (*version > kSchemaVersion) return newer_schema("schema " + std::to_string(*version));
  report_.schema = *version;
  return each(Column::meta, [](auto key, auto value) -> Result<bool> {
    return key.starts_with("note/") || decode_number_record(Column::meta, value).has_value();
  });
}

Status Inspection::each(Column column, const Check& is_readable) {
  const Database::Range all{.column = column, .from = {}, .before = {}, .at = nullptr};
  return database_.scan(all, [&](auto key, auto value) -> Result<bool> {
    ++report_.records[static_cast<std::size_t>(column)];
    const auto fine = is_readable(key, value);
    if (!fine) return tl::unexpected(fine.error());
    if (!*fine) wrong("a record in '"s + name(column) + "' cannot be read");
    return true;
  });
}

Status Inspection::owner_columns() {
  const std::pair<Column, Check> columns[] = {
      {Column::groups,
       [](auto key, auto value) { return parse_group_key(key) && readable(decode_group_record(value)); }},
      {Column::edges,
       [](auto key, auto value) { return parse_edge_key(key) && readable(decode_edge_record(value)); }},
      {Column::contacts,
       [](auto key, auto value) { return parse_contact_key(key) && readable(decode_contact_record(value)); }},
      {Column::devices,
       [](auto key, auto value) { return parse_device_key(key) && readable(decode_device_record(value)); }},
      {Column::accounts,
       [](auto key, auto value) { return parse_user_key(key) && readable(decode_account_record(value)); }},
      {Column::stances,
       [](auto key, auto value) { return parse_contact_key(key) && readable(decode_stance_record(value)); }},
  };
  for (const auto& [column, check] : columns) {
    if (auto done = each(column, check); !done) return done;
  }
  return {};
}

Status Inspection::queue_columns() {
  const std::pair<Column, Check> columns[] = {
      {Column::users, [](auto key, auto value) { return parse_user_key(key) && value.empty(); }},
      {Column::watches, [](auto key, auto value) { return parse_watch_key(key) && value.empty(); }},
      {Column::standings,
       [](auto key, auto value) {
         return parse_contact_key(key) && readable(decode_standing_record(value));
       }},
      {Column::timers, [](auto key, auto value) { return parse_timer_key(key) && value.empty(); }},
      {Column::outbox,
       [](auto key, auto value) {
         return parse_target_key(key) && readable(decode_number_record(Column::outbox, value));
       }},
  };
  for (const auto& [column, check] : columns) {
    if (auto done = each(column, check); !done) return done;
  }
  return {};
}

// An entry of a log stands in the slot of its number, and is not newer than what slot 0 says is the newest.
Status Inspection::journal_and_log() {
  const Check journal = [](auto key, auto value) {
    return parse_sequence_key(key) && readable(decode_target_record(value));
  };
  if (auto done = each(Column::journal, journal); !done) return done;
  std::string user;
  std::uint64_t newest = 0;
  return each(Column::log, [&](auto key, auto value) -> Result<bool> {
    const auto slot = parse_log_key(key);
    if (!slot) return false;
    if (user != key.substr(0, 8)) user = key.substr(0, 8), newest = 0;
    if (*slot == kNewestSlot) {
      const auto number = decode_number_record(Column::log, value);
      newest = number.value_or(0);
      return number.has_value();
    }
    const auto entry = decode_log_record(value);
    if (!entry) return false;
    if (entry->number == 0 || entry->number > newest || log_slot(entry->number) != *slot) {
      wrong("an entry of a log stands in the wrong place");
    }
    return true;
  });
}

Result<bool> Inspection::is_there(Column column, std::string_view key) {
  const auto found = database_.get(column, key);
  if (!found) return tl::unexpected(found.error());
  return found->has_value();
}

Status Inspection::ended_accounts() {
  const Database::Range all{.column = Column::accounts, .from = {}, .before = {}, .at = nullptr};
  return database_.scan(all, [this](auto key, auto value) -> Result<bool> {
    const auto user = parse_user_key(key);
    const auto account = decode_account_record(value);
    if (user && account && account->erased != Revision{}) formers_[*user] = account->erased.made_at();
    return true;
  });
}

// What says that somebody holds a contact has its way back.
Status Inspection::forwards() {
  const auto expect = [this](Column column, std::string_view key, const char* what) -> Result<bool> {
    const auto found = is_there(column, key);
    if (found && !*found) wrong(what);
    return found ? Result<bool>{true} : found;
  };
  const auto all = [](Column column) {
    return Database::Range{.column = column, .from = {}, .before = {}, .at = nullptr};
  };
  auto done = database_.scan(all(Column::edges), [&](auto key, auto value) -> Result<bool> {
    const auto edge = parse_edge_key(key);
    const auto record = decode_edge_record(value);
    if (!edge || !record || record->removed || !counts(formers_, edge->contact, record->revision))
      return true;
    return expect(Column::watches, watch_key(edge->contact, *parse_user(key), edge->group).view(),
                  "a member of a group is not found from the contact's side");
  });
  if (!done) return done;
  done = database_.scan(all(Column::contacts), [&](auto key, auto value) -> Result<bool> {
    const auto contact = parse_contact_key(key);
    const auto own = decode_contact_record(value);
    if (!contact || !own) return true;
    const auto back = [&](GroupId kind) { return watch_key(*contact, *parse_user(key), kind); };
    if (own->override_setting && counts(formers_, *contact, own->override_revision)) {
      auto found = expect(Column::watches, back(kOverride).view(),
                          "a contact's own setting is not found from the contact's side");
      if (!found) return found;
    }
    if (own->follows_until == kNoTime) return true;
    return expect(Column::watches, back(kFollower).view(),
                  "a follower is not found from the follower's side");
  });
  if (!done) return done;
  return database_.scan(all(Column::stances), [&](auto key, auto value) -> Result<bool> {
    const auto of = parse_contact_key(key);
    const auto state = decode_stance_record(value);
    if (!of || !state || state->stance == Stance::none || !counts(formers_, *of, state->revision))
      return true;
    return expect(Column::standings, contact_key(*of, *parse_user(key)).view(),
                  "what a watcher said of somebody is not found from that person's side");
  });
}

Result<bool> Inspection::watch_has_its_reason(std::string_view key) {
  const auto watch = parse_watch_key(key);
  const UserId contact = *parse_user(key);
  if (watch->group != kFollower && watch->group != kOverride) {
    const auto record = database_.get(Column::edges, edge_key(watch->user, watch->group, contact).view());
    if (!record) return tl::unexpected(record.error());
    const auto edge = decode_edge_record(record->value_or(""));
    return edge && !edge->removed;
  }
  const auto record = database_.get(Column::contacts, contact_key(watch->user, contact).view());
  if (!record) return tl::unexpected(record.error());
  const auto own = decode_contact_record(record->value_or(""));
  if (!own) return false;
  return watch->group == kOverride ? own->override_setting.has_value() : own->follows_until != kNoTime;
}

// And no way back leads to what is not there.
Status Inspection::backwards() {
  const auto all = [](Column column) {
    return Database::Range{.column = column, .from = {}, .before = {}, .at = nullptr};
  };
  auto done = database_.scan(all(Column::watches), [&](auto key, auto) -> Result<bool> {
    if (!parse_watch_key(key)) return true;
    const auto has = watch_has_its_reason(key);
    if (has && !*has) wrong("a contact's side names a group, setting or follower that is not there");
    return has ? Result<bool>{true} : has;
  });
  if (!done) return done;
  return database_.scan(all(Column::standings), [&](auto key, auto value) -> Result<bool> {
    const auto watcher = parse_contact_key(key);
    const auto stance = decode_standing_record(value);
    if (!watcher || !stance) return true;
    const auto record = database_.get(Column::stances, contact_key(*watcher, *parse_user(key)).view());
    if (!record) return tl::unexpected(record.error());
    const auto state = decode_stance_record(record->value_or(""));
    if (!state || state->stance != *stance) wrong("what is kept of a watcher is not what the watcher said");
    return true;
  });
}

StoreReport Inspection::report() const {
  StoreReport report = report_;
  for (const auto& [what, count] : wrong_) {
    report.wrong.push_back(count == 1 ? what : what + " (" + std::to_string(count) + " times)");
  }
  return report;
}

}  // namespace
}  // namespace rocks

std::uint64_t StoreReport::all_records() const {
  return std::accumulate(records.begin(), records.end(), std::uint64_t{0});
}

Result<StoreReport> verify_store(const std::filesystem::path& dir) {
  auto database = rocks::Database::open_to_look(dir);
  if (!database) return tl::unexpected(std::move(database.error()));
  return rocks::Inspection{**database}.run();
}

}  // namespace facet::resolver
