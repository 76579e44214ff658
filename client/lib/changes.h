#pragma once

#include <optional>
#include <vector>

#include "client/lib/edits.h"
#include "client/lib/phone.h"
#include "client/lib/store.h"

// What the owner changes: the new state of the groups and the messages that tell it, in one transaction. The
// functions mean what phone.h says of those with the same names.
namespace facet::client {

Result<GroupId> create_group(Store& store, std::string_view name, std::optional<std::uint16_t> rank,
                             Instant now);
Status rename_group(Store& store, GroupId group, std::string_view name, Instant now);
Status rank_group(Store& store, GroupId group, std::uint16_t rank, Instant now);
Status delete_group(Store& store, GroupId group, Instant now);
Status add_members(Store& store, GroupId group, const std::vector<UserId>& members, Time until, Instant now);
Status remove_members(Store& store, GroupId group, const std::vector<UserId>& members, Instant now);
Status set_status(Store& store, const std::vector<GroupId>& groups, const Setting& setting, Instant now);
Status set_automatics(Store& store, const std::vector<GroupId>& groups, const AutomaticsChange& change,
                      Instant now);
Status set_schedule(Store& store, GroupId group, const Schedule& schedule, const std::string& zone,
                    Instant now);
Status set_zone(Store& store, const std::string& zone, Instant now);

Status set_blocked(Store& store, const std::vector<UserId>& contacts, bool blocked, Instant now);
// nullopt: takes it away.
Status set_override(Store& store, const std::vector<UserId>& contacts, const std::optional<Setting>& setting,
                    Instant now);
Status set_stance(Store& store, const std::vector<UserId>& presentities, Stance stance, Instant now);
Status set_strangers(Store& store, Strangers strangers, Instant now);
// Accepts the contacts of whom nothing was said yet and who are in no group: as many as a person may have
// stances. One message, or none.
Status accept_contacts(Store& store, Instant now);

Status put_contacts(Store& store, const std::vector<Contact>& contacts, Instant now);
Status erase_account(Store& store, UserId self, Instant now);

// The rows that `groups` means: kEveryGroup alone is all but `other`. errc::bad_value, no_such_group.
Result<std::vector<GroupRow>> rows_of(Database& db, const std::vector<GroupId>& groups);

// Into the queue; the parts it touches get its revision. Within the caller's transaction.
// errc::erased: nothing is, any more.
Status queue(Store& store, const Draft& draft, Instant now);

}  // namespace facet::client
