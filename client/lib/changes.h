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
Status add_members(Store& store, GroupId group, const std::vector<UserId>& members, Instant now);
Status remove_members(Store& store, GroupId group, const std::vector<UserId>& members, Instant now);
Status set_status(Store& store, const std::vector<GroupId>& groups, const Setting& setting, Instant now);

// Into the queue; the parts it touches get its revision. Within the caller's transaction.
Status queue(Store& store, const Draft& draft, Instant now);

}  // namespace facet::client
