#pragma once

#include <array>
#include <cstddef>

// The column families, their keys and their values; numbers in keys are big-endian, so that bytes sort as
// numbers do. No key names a process, a shard or a machine: stores of different users can be merged by
// copying.
namespace facet::resolver::rocks {

enum class Column : std::size_t {
  meta,      // name                          -> number, or a note's own bytes
  groups,    // user 8, group 4               -> group record
  edges,     // user 8, group 4, contact 8    -> edge record: the contact's place in the group
  watches,   // contact 8, user 8, group 4    -> nothing: live memberships and overrides, backwards
  contacts,  // user 8, contact 8             -> contact record
  users,     // user 8                        -> nothing: registered
  outbox,    // target 17                     -> number: the mark's version
  journal,   // sequence 8                    -> target record
  timers,    // at 8, target 17               -> nothing
  devices,   // user 8, device 2              -> device record
};

inline constexpr std::size_t kColumns = 10;
// Their names on disk, in the enum's order.
inline constexpr std::array<const char*, kColumns> kColumnNames{
    "meta", "groups", "edges", "watches", "contacts", "users", "outbox", "journal", "timers", "devices"};

constexpr const char* name(Column column) {
  return kColumnNames[static_cast<std::size_t>(column)];
}

}  // namespace facet::resolver::rocks
