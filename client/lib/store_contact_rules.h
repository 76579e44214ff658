#pragma once

#include <optional>
#include <vector>

#include "client/lib/edits.h"
#include "client/lib/phone_types.h"
#include "client/lib/sqlite.h"

// What was decided for one contact alone, and what was said of those who show something. The rows hold this
// phone's own changes at once; what other phones decided comes with the answer to a Query only.
namespace facet::client {

Status write_block(Database& db, UserId contact, bool blocked);
// nullopt: none any more.
Status write_override(Database& db, UserId contact, const std::optional<Setting>& setting);
Status write_stance(Database& db, UserId presentity, Stance stance);
Status set_contact_revision(Database& db, const ContactTouch& touch, Revision revision);

// Those who are blocked or have an override that is not over at `now`: by name, then number.
Result<std::vector<ContactRule>> read_contact_rules(Database& db, Time now);
Result<std::vector<ContactStance>> read_stances(Database& db);  // by number

// What the resolver answered, whose newest revision was `known` then. A contact that a waiting or a newer
// change of this phone touches is left alone. Of watchers the list is the whole.
Status adopt_seen(Database& db, const std::vector<Seen>& all, Revision known);
Status adopt_sources(Database& db, const std::vector<Source>& all, Revision known);
// A change of this phone was refused or came too late: what holds now is to be asked for. One that was
// refused is not shown any more.
Status doubt(Database& db, const ContactTouch& touch, bool refused);

// Whether both answers were adopted, and nothing is in doubt since.
struct Known {
  bool rules = false;
  bool stances = false;
};
Result<Known> known(Database& db);

}  // namespace facet::client
