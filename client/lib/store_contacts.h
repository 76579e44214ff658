#pragma once

#include <vector>

#include "client/lib/phone.h"
#include "client/lib/sqlite.h"

// Whom this phone knows, with the names that never leave it.
namespace facet::client {

// All or nothing; renames who is there.
Status write_contacts(Database& db, const std::vector<Contact>& contacts);
Result<std::vector<Contact>> read_contacts(Database& db);  // by name, then number
// Empty when there is none.
Result<std::string> contact_name(Database& db, UserId number);

}  // namespace facet::client
