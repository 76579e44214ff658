#include "client/lib/store_contact_rules.h"

#include "client/lib/store.h"
#include "client/lib/store_meta.h"
#include "client/lib/store_pending.h"

namespace facet::client {
namespace {

const char* flag_of(ContactPart part) {
  return part == ContactPart::stance ? "knows_stances" : "knows_rules";
}

const char* revision_update(ContactPart part) {
  switch (part) {
    case ContactPart::block:
      return "UPDATE contact_rules SET block_revision = ? WHERE number = ?";
    case ContactPart::override_setting:
      return "UPDATE contact_rules SET override_revision = ? WHERE number = ?";
    case ContactPart::stance:
      break;
  }
  return "UPDATE stances SET revision = ? WHERE number = ?";
}

const char* undoing(ContactPart part) {
  switch (part) {
    case ContactPart::block:
      return "UPDATE contact_rules SET blocked = NOT blocked WHERE number = ?";
    case ContactPart::override_setting:
      return "UPDATE contact_rules SET override_activity = NULL WHERE number = ?";
    case ContactPart::stance:
      break;
  }
  return "DELETE FROM stances WHERE number = ?";
}

Setting override_of(const Row& row, int column) {
  return {static_cast<Activity>(row.integer(column)), row.bytes(column + 1),
          to_moment(row.integer(column + 2)), to_moment(row.integer(column + 3))};
}

}  // namespace

Status write_block(Database& db, UserId contact, bool blocked) {
  return db.run(
      "INSERT INTO contact_rules(number, blocked) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET blocked = ?2",
      {to_column(contact), std::int64_t{blocked}});
}

Status write_override(Database& db, UserId contact, const std::optional<Setting>& setting) {
  const Setting told = setting.value_or(Setting{});
  const Value activity = setting ? Value{static_cast<std::int64_t>(told.activity)} : Value{nullptr};
  return db.run(
      "INSERT INTO contact_rules(number, override_activity, override_note, override_until, "
      "override_changed_at) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET override_activity = ?2, "
      "override_note = ?3, override_until = ?4, override_changed_at = ?5",
      {to_column(contact), activity, std::string_view{told.note}, to_column(told.until),
       to_column(told.changed_at)});
}

Status write_stance(Database& db, UserId presentity, Stance stance) {
  return db.run("INSERT INTO stances(number, stance) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET stance = ?2",
                {to_column(presentity), static_cast<std::int64_t>(stance)});
}

Status set_contact_revision(Database& db, const ContactTouch& touch, Revision revision) {
  return db.run(revision_update(touch.part), {to_column(revision), to_column(touch.contact)});
}

Result<std::vector<ContactRule>> read_contact_rules(Database& db, Time now) {
  std::vector<ContactRule> rules;
  auto read = db.each(
      "SELECT number, COALESCE(name, ''), blocked, override_activity, override_note, override_until, "
      "override_changed_at FROM contact_rules LEFT JOIN contacts USING (number) "
      "ORDER BY name IS NULL, 2, number",
      {}, [&](const Row& row) {
        ContactRule rule{to_user(row.integer(0)), row.bytes(1), row.integer(2) != 0, std::nullopt};
        if (!row.null(3)) rule.override_setting = override_of(row, 3);
        const bool over = rule.override_setting && rule.override_setting->until != kNoTime &&
                          rule.override_setting->until <= now;
        if (over) rule.override_setting.reset();
        if (rule.blocked || rule.override_setting) rules.push_back(std::move(rule));
      });
  if (!read) return fail(read.error());
  return rules;
}

Result<std::vector<ContactStance>> read_stances(Database& db) {
  std::vector<ContactStance> stances;
  auto read = db.each("SELECT number, stance FROM stances ORDER BY number", {}, [&](const Row& row) {
    stances.push_back({to_user(row.integer(0)), static_cast<Stance>(row.integer(1))});
  });
  if (!read) return fail(read.error());
  return stances;
}

Status doubt(Database& db, const ContactTouch& touch, bool refused) {
  const auto touched = is_touched(db, touch);
  if (!touched) return fail(touched.error());
  if (*touched) return {};  // the receipt of a later change decides
  Status done;
  if (refused) done = db.run(undoing(touch.part), {to_column(touch.contact)});
  if (done) done = set_contact_revision(db, touch, Revision{});
  return done ? set_meta(db, flag_of(touch.part), 0) : done;
}

Result<Known> known(Database& db) {
  const auto rules = meta(db, "knows_rules");
  const auto stances = meta(db, "knows_stances");
  if (!rules) return fail(rules.error());
  if (!stances) return fail(stances.error());
  return Known{*rules != 0, *stances != 0};
}

}  // namespace facet::client
