#pragma once

// The store's tables, as the migrations to each version of PRAGMA user_version. Never change one that was
// shipped: add the next.
namespace facet::client {

inline constexpr const char* kMigrations[] = {
    // ---- to version 1
    // ---------------------------------------------------------------------------------------
    R"sql(
    -- 'user'; 'seen': the highest revision made or seen; 'live': 1 while the process that is online has everything
    CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

    CREATE TABLE contacts(number INTEGER PRIMARY KEY, name TEXT NOT NULL);

    -- Each group as this phone shows it: the resolver's state with this phone's own waiting changes over it.
    -- The revisions are those of the newest change that is in the row; 0: whatever the resolver has is newer.
    -- members_doubtful: the list may lack another device's change and is to be fetched.
    CREATE TABLE groups(
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      rank INTEGER NOT NULL,
      base_activity INTEGER NOT NULL, base_note TEXT NOT NULL, base_changed_at INTEGER NOT NULL,
      temporary_activity INTEGER, temporary_note TEXT, temporary_until INTEGER, temporary_changed_at INTEGER,
      revision INTEGER NOT NULL DEFAULT 0,
      members_revision INTEGER NOT NULL DEFAULT 0,
      setting_revision INTEGER NOT NULL DEFAULT 0,
      members_doubtful INTEGER NOT NULL DEFAULT 0);
    INSERT INTO groups(id, name, rank, base_activity, base_note, base_changed_at) VALUES (0, 'other', 0, 8, '', 0);

    CREATE TABLE members(
      group_id INTEGER NOT NULL REFERENCES groups(id) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      PRIMARY KEY(group_id, number)) WITHOUT ROWID;

    -- Changes without a receipt, to be sent in this order. `kind` is the topic's last level.
    CREATE TABLE pending(
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      revision INTEGER NOT NULL,
      kind TEXT NOT NULL,
      payload BLOB NOT NULL,
      sent INTEGER NOT NULL DEFAULT 0);
    -- Which part (1 name and rank, 2 members, 3 setting) of which group a waiting change changes.
    CREATE TABLE touched(
      seq INTEGER NOT NULL REFERENCES pending(seq) ON DELETE CASCADE,
      group_id INTEGER NOT NULL,
      part INTEGER NOT NULL,
      PRIMARY KEY(seq, group_id, part)) WITHOUT ROWID;
    CREATE INDEX touched_by_group ON touched(group_id, part);

    -- Receipts of changes, for the process that waits for them while another one is online.
    CREATE TABLE outcomes(id INTEGER PRIMARY KEY AUTOINCREMENT, receipt BLOB NOT NULL);

    -- Questions to the resolver and their answers, handed between processes the same way.
    CREATE TABLE asks(
      correlation INTEGER PRIMARY KEY,
      request BLOB NOT NULL,
      asked_at INTEGER NOT NULL,
      receipt BLOB);

    CREATE TABLE views(presentity INTEGER PRIMARY KEY, payload BLOB NOT NULL);
    )sql",

    // ---- to version 2
    // ---------------------------------------------------------------------------------------
    R"sql(
    -- In meta also: 'call' and 'call_at' (seconds; store_self.h), 'told' (a DeviceState), 'strangers',
    -- 'knows_rules' and 'knows_stances' (1 when what the two tables below lack is not there), 'erased' (seconds).
    CREATE TABLE texts(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;  -- 'zone'

    ALTER TABLE groups ADD COLUMN off_shows INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE groups ADD COLUMN off_instead INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE groups ADD COLUMN call_shows INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE groups ADD COLUMN call_instead INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE groups ADD COLUMN automatics_revision INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE groups ADD COLUMN schedule_revision INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE schedules(
      group_id INTEGER NOT NULL REFERENCES groups(id) ON DELETE CASCADE,
      place INTEGER NOT NULL,
      days INTEGER NOT NULL, from_minute INTEGER NOT NULL, to_minute INTEGER NOT NULL,
      activity INTEGER NOT NULL, note TEXT NOT NULL,
      PRIMARY KEY(group_id, place)) WITHOUT ROWID;

    ALTER TABLE members ADD COLUMN until INTEGER NOT NULL DEFAULT 0;

    -- What was decided for one contact alone. The revisions are those of this phone's own newest change; what
    -- the resolver tells of older ones is newer than that.
    CREATE TABLE contact_rules(
      number INTEGER PRIMARY KEY,
      blocked INTEGER NOT NULL DEFAULT 0,
      block_revision INTEGER NOT NULL DEFAULT 0,
      override_activity INTEGER, override_note TEXT, override_until INTEGER, override_changed_at INTEGER,
      override_revision INTEGER NOT NULL DEFAULT 0);
    -- Also with stance 0, when that was said: such a contact is not accepted by itself.
    CREATE TABLE stances(number INTEGER PRIMARY KEY, stance INTEGER NOT NULL, revision INTEGER NOT NULL DEFAULT 0);
    -- Which part (1 block, 2 override, 3 stance) of which contact a waiting change changes.
    CREATE TABLE touched_contacts(
      seq INTEGER NOT NULL REFERENCES pending(seq) ON DELETE CASCADE,
      number INTEGER NOT NULL,
      part INTEGER NOT NULL,
      PRIMARY KEY(seq, number, part)) WITHOUT ROWID;
    CREATE INDEX touched_by_contact ON touched_contacts(number, part);

    -- Questions do not outlive those who ask. `kind` is the topic's last level; the pages of one answer are rows
    -- of one thread.
    DROP TABLE asks;
    CREATE TABLE asks(
      correlation INTEGER PRIMARY KEY,
      thread INTEGER NOT NULL,
      place INTEGER NOT NULL,
      kind TEXT NOT NULL,
      request BLOB NOT NULL,
      asked_at INTEGER NOT NULL,
      receipt BLOB);

    -- In seconds; 0: stays until it is taken away.
    ALTER TABLE views ADD COLUMN expires_at INTEGER NOT NULL DEFAULT 0;
    )sql",
};

}  // namespace facet::client
