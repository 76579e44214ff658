#pragma once

#include <map>
#include <optional>

#include "client/lib/store_groups.h"
#include "client/lib/store_pending.h"

// How the owner's groups as the resolver has them come into this phone's store. A part that a waiting change
// of this phone touches is left alone until that change has its receipt.
namespace facet::client {

// What the resolver has, as far as this connection has been told.
using OwnGroups = std::map<GroupId, OwnGroup>;

// Takes over what is newer. The value: the members' list is to be fetched, at this revision or a newer one.
Result<std::optional<Revision>> adopt_group(Database& db, GroupId id, const OwnGroup& own);

// A list that was fetched. false: a waiting change touches it, so it is to be fetched again later.
Result<bool> adopt_members(Database& db, GroupId id, const OwnMembers& own);

// The resolver has no such group (any more). While a change waits that touches it, its receipt decides.
Status drop_group(Database& db, GroupId id);

// When everything the resolver has is known: the groups that it does not have go, but for those with waiting
// changes, and `other`.
Status sweep_groups(Database& db, const OwnGroups& owned);

// What a receipt says about one part of a group: that the resolver holds the change, or that the change is
// void and whatever the resolver holds is newer. `makes`: the change would make the group; another one does
// not bring back one that is known to be gone.
Status confirm(Database& db, const Touch& touch, Revision revision, bool makes);
Status refute(Database& db, const Touch& touch, Reason reason);

// After a change to it was settled and was the last one: the group follows `owned` again. The value as above.
Result<std::optional<Revision>> reconcile(Database& db, GroupId id, const OwnGroups& owned);

}  // namespace facet::client
