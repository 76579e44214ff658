#include "client/lib/store_pending.h"

#include <algorithm>

#include "client/lib/store.h"
#include "client/lib/store_contact_rules.h"
#include "schemas/decode.h"
#include "schemas/encode.h"

namespace facet::client {
namespace {

constexpr std::int64_t kKeptOutcomes = 1'000;

topics::UpKind to_kind(std::string_view column) {
  const auto* const found = std::find_if(std::begin(topics::kUpKinds), std::end(topics::kUpKinds),
                                         [&](topics::UpKind kind) { return topics::name(kind) == column; });
  return found == std::end(topics::kUpKinds) ? topics::UpKind::status : *found;
}

PendingEdit pending_of(const Row& row) {
  return {row.integer(0), to_revision(row.integer(1)), to_kind(row.bytes(2)), row.bytes(3)};
}

Result<std::size_t> count(Database& db, const std::string& sql, std::initializer_list<Value> values = {}) {
  const auto number = db.integer(sql, values);
  if (!number) return fail(number.error());
  return static_cast<std::size_t>(*number);
}

Result<bool> any(Database& db, const std::string& sql, std::initializer_list<Value> values) {
  const auto number = db.integer(sql, values);
  if (!number) return fail(number.error());
  return *number != 0;
}

Result<std::vector<PendingEdit>> select(Database& db, const std::string& where) {
  std::vector<PendingEdit> edits;
  auto read = db.each("SELECT seq, revision, kind, payload FROM pending " + where + " ORDER BY seq", {},
                      [&](const Row& row) { edits.push_back(pending_of(row)); });
  if (!read) return fail(read.error());
  return edits;
}

Status restamp(Database& db, const PendingEdit& one, Revision revision) {
  const auto payload = restamped(one.kind, one.payload, revision);
  if (!payload) return {};  // the resolver will refuse it and say why
  auto done = db.run("UPDATE pending SET revision = ?, payload = ? WHERE seq = ?",
                     {to_column(revision), Blob{*payload}, one.seq});
  const auto touches = touches_of(db, one.seq);
  if (done && !touches) done = fail(touches.error());
  const auto contacts = contact_touches_of(db, one.seq);
  if (done && !contacts) done = fail(contacts.error());
  if (!done) return done;
  for (const auto& [group, part] : *touches) {
    if (auto set = set_part_revision(db, group, part, revision); !set) return set;
  }
  for (const auto& touch : *contacts) {
    if (auto set = set_contact_revision(db, touch, revision); !set) return set;
  }
  return {};
}

}  // namespace

Status add_pending(Database& db, const Draft& draft, Revision revision) {
  auto added = db.run("INSERT INTO pending(revision, kind, payload) VALUES (?, ?, ?)",
                      {to_column(revision), topics::name(kind_of(draft)), Blob{stamped(draft, revision)}});
  if (!added) return added;
  const auto seq = db.last_id();
  for (const auto& [group, part] : draft.touches) {
    auto touched = db.run("INSERT INTO touched(seq, group_id, part) VALUES (?, ?, ?)",
                          {seq, to_column(group), static_cast<std::int64_t>(part)});
    if (!touched) return touched;
  }
  for (const auto& [contact, part] : draft.contacts) {
    auto touched = db.run("INSERT INTO touched_contacts(seq, number, part) VALUES (?, ?, ?)",
                          {seq, to_column(contact), static_cast<std::int64_t>(part)});
    if (!touched) return touched;
  }
  return {};
}

Result<std::optional<PendingEdit>> first_pending(Database& db) {
  const auto first = select(db, "WHERE seq = (SELECT MIN(seq) FROM pending)");
  if (!first) return fail(first.error());
  return first->empty() ? std::optional<PendingEdit>{} : first->front();
}

Result<std::size_t> count_pending(Database& db) {
  return count(db, "SELECT COUNT(*) FROM pending");
}

Result<std::size_t> count_sent(Database& db) {
  return count(db, "SELECT COUNT(*) FROM pending WHERE sent");
}

Status mark_sent(Database& db, std::int64_t seq) {
  return db.run("UPDATE pending SET sent = 1 WHERE seq = ?", {seq});
}

Result<std::vector<Touch>> touches_of(Database& db, std::int64_t seq) {
  std::vector<Touch> touches;
  auto read = db.each("SELECT group_id, part FROM touched WHERE seq = ?", {seq}, [&](const Row& row) {
    touches.push_back({to_group(row.integer(0)), static_cast<Part>(row.integer(1))});
  });
  if (!read) return fail(read.error());
  return touches;
}

Result<std::vector<ContactTouch>> contact_touches_of(Database& db, std::int64_t seq) {
  std::vector<ContactTouch> touches;
  auto read = db.each("SELECT number, part FROM touched_contacts WHERE seq = ?", {seq}, [&](const Row& row) {
    touches.push_back({to_user(row.integer(0)), static_cast<ContactPart>(row.integer(1))});
  });
  if (!read) return fail(read.error());
  return touches;
}

Status settle(Database& db, std::int64_t seq, const Receipt& receipt) {
  auto done = db.run("DELETE FROM pending WHERE seq = ?", {seq});
  if (done) done = db.run("INSERT INTO outcomes(receipt) VALUES (?)", {Blob{encode(receipt)}});
  if (done) done = db.run("DELETE FROM outcomes WHERE id <= ?", {db.last_id() - kKeptOutcomes});
  return done;
}

Status drop_covered(Database& db, const StatusEdit& newer) {
  const auto older = select(db, "WHERE NOT sent AND kind = 'status'");
  if (!older) return fail(older.error());
  for (const auto& one : *older) {
    const auto edit = decode_status_edit(one.payload);
    if (!edit || !covers(newer, *edit)) continue;
    if (auto gone = db.run("DELETE FROM pending WHERE seq = ?", {one.seq}); !gone) return gone;
  }
  return {};
}

Status drop_unsent(Database& db) {
  return db.run("DELETE FROM pending WHERE NOT sent");
}

Status restamp_pending(Database& db, const std::function<Result<Revision>()>& next) {
  return db.atomically([&]() -> Status {
    const auto all = select(db, "");
    if (!all) return fail(all.error());
    for (const auto& one : *all) {
      const auto revision = next();
      if (!revision) return fail(revision.error());
      if (auto done = restamp(db, one, *revision); !done) return done;
    }
    return {};
  });
}

Result<bool> is_touched(Database& db, GroupId group, Part part) {
  return any(db,
             "SELECT EXISTS(SELECT 1 FROM touched WHERE part = ?2 AND "
             "(group_id = ?1 OR (group_id = ?3 AND ?1 != 0)))",
             {to_column(group), static_cast<std::int64_t>(part), to_column(kEveryGroup)});
}

Result<bool> is_touched(Database& db, GroupId group) {
  return any(db, "SELECT EXISTS(SELECT 1 FROM touched WHERE group_id = ?)", {to_column(group)});
}

Result<bool> is_touched(Database& db, const ContactTouch& touch) {
  return any(db, "SELECT EXISTS(SELECT 1 FROM touched_contacts WHERE number = ? AND part = ?)",
             {to_column(touch.contact), static_cast<std::int64_t>(touch.part)});
}

Result<std::int64_t> last_outcome(Database& db) {
  return db.integer("SELECT MAX(id) FROM outcomes");
}

Result<Outcomes> outcomes_after(Database& db, std::int64_t id) {
  Outcomes outcomes{id, {}};
  auto read = db.each("SELECT id, receipt FROM outcomes WHERE id > ? ORDER BY id", {id}, [&](const Row& row) {
    outcomes.last_id = row.integer(0);
    if (auto receipt = decode_receipt(row.bytes(1))) outcomes.receipts.push_back(std::move(*receipt));
  });
  if (!read) return fail(read.error());
  return outcomes;
}

}  // namespace facet::client
