#pragma once

#include <array>
#include <cstddef>

// The column families, their keys and their values; numbers in keys are big-endian, so that bytes sort as
// numbers do. No key names a process, a shard or a machine: stores of different users can be merged by
// copying.
namespace facet::resolver::rocks {

enum class Column : std::size_t {
  meta,       // name                          -> number, or a note's own bytes
  groups,     // user 8, group 4               -> group record
  edges,      // user 8, group 4, contact 8    -> edge record: the contact's place in the group
  watches,    // contact 8, user 8, group 4    -> nothing: live memberships, overrides, followers, backwards
  contacts,   // user 8, contact 8             -> contact record
  users,      // user 8                        -> nothing: registered
  outbox,     // target 17                     -> number: the mark's version
  journal,    // sequence 8                    -> target record
  timers,     // at 8, target 17               -> nothing
  devices,    // user 8, device 2              -> device record
  accounts,   // user 8                        -> account record
  stances,    // watcher 8, presentity 8       -> stance record
  standings,  // presentity 8, watcher 8      -> standing record: the stance, where there is one, backwards
  log,        // user 8, slot 4               -> log record; in slot 0 the number of the newest (log.cc)
};

inline constexpr std::size_t kColumns = 14;
// Their names on disk, in the enum's order. Only ever added to, at the end.
inline constexpr std::array<const char*, kColumns> kColumnNames{
    "meta",    "groups", "edges",   "watches",  "contacts", "users",     "outbox",
    "journal", "timers", "devices", "accounts", "stances",  "standings", "log"};

constexpr const char* name(Column column) {
  return kColumnNames[static_cast<std::size_t>(column)];
}

}  // namespace facet::resolver::rocks
