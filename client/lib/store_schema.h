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
};

}  // namespace facet::client
