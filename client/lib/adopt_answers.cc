#include <map>

#include "client/lib/store.h"
#include "client/lib/store_contact_rules.h"
#include "client/lib/store_meta.h"
#include "client/lib/store_pending.h"

// How the answers to Queries come into the store.
namespace facet::client {
namespace {

struct Held {
  Revision block;
  Revision override_setting;
};

Result<std::map<UserId, Held>> held_rules(Database& db) {
  std::map<UserId, Held> held;
  auto read =
      db.each("SELECT number, block_revision, override_revision FROM contact_rules", {}, [&](const Row& row) {
        held[to_user(row.integer(0))] = {to_revision(row.integer(1)), to_revision(row.integer(2))};
      });
  if (!read) return fail(read.error());
  return held;
}

// Whether what the resolver answered is newer than what this phone did.
Result<bool> is_newer(Database& db, const ContactTouch& touch, Revision here, Revision known) {
  if (here > known) return false;
  const auto touched = is_touched(db, touch);
  if (!touched) return fail(touched.error());
  return !*touched;
}

Status take(Database& db, const Seen& seen, const Held& held, Revision known) {
  const auto block = is_newer(db, {seen.watcher, ContactPart::block}, held.block, known);
  if (!block) return fail(block.error());
  if (*block) {
    if (auto written = write_block(db, seen.watcher, seen.blocked); !written) return written;
  }
  const auto override_setting =
      is_newer(db, {seen.watcher, ContactPart::override_setting}, held.override_setting, known);
  if (!override_setting) return fail(override_setting.error());
  return *override_setting ? write_override(db, seen.watcher, seen.override_setting) : Status{};
}

bool says_something(const Seen& seen) {
  return seen.blocked || seen.override_setting;
}

Status take(Database& db, const Source& source, Revision here, Revision known) {
  const auto newer = is_newer(db, {source.presentity, ContactPart::stance}, here, known);
  if (!newer) return fail(newer.error());
  return *newer ? write_stance(db, source.presentity, source.stance) : Status{};
}

}  // namespace

Status adopt_seen(Database& db, const std::vector<Seen>& all, Revision known) {
  return db.atomically([&]() -> Status {
    auto held = held_rules(db);
    if (!held) return fail(held.error());
    for (const auto& seen : all) {
      const auto here = held->find(seen.watcher);
      const bool there = here != held->end();
      if (there || says_something(seen)) {
        if (auto taken = take(db, seen, there ? here->second : Held{}, known); !taken) return taken;
      }
      if (there) held->erase(here);
    }
    for (const auto& [contact, here] : *held) {  // of whom the resolver holds nothing
      Seen nothing;
      nothing.watcher = contact;
      if (auto taken = take(db, nothing, here, known); !taken) return taken;
    }
    return set_meta(db, "knows_rules", 1);
  });
}

Status adopt_sources(Database& db, const std::vector<Source>& all, Revision known) {
  return db.atomically([&]() -> Status {
    for (const auto& source : all) {
      const auto here =
          db.integer("SELECT revision FROM stances WHERE number = ?", {to_column(source.presentity)}, -1);
      if (!here) return fail(here.error());
      const bool there = *here >= 0;
      if (!there && source.stance == Stance::none) continue;
      auto taken = take(db, source, there ? to_revision(*here) : Revision{}, known);
      if (!taken) return taken;
    }
    return set_meta(db, "knows_stances", 1);
  });
}

}  // namespace facet::client
