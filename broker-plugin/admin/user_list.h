#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "broker-plugin/credentials/credential.h"
#include "broker-plugin/credentials/password_hash.h"
#include "schemas/result.h"

// The lists of `user add --from`: a line is "NAME ROLE PASSWORD", the password being all that follows the
// second blank. Empty lines and those that begin with # say nothing.
namespace facet::admin {

struct ListedUser {
  door::Credential user;  // without a hash yet
  std::string password;
};

// errc::bad_list with the line of the first mistake, also of a name that stands twice; never what stands
// there.
Result<std::vector<ListedUser>> parse_user_list(std::string_view text);

// Fills in the hashes, on as many threads as there are processors: 13 ms of one for each chosen password.
Status hash_passwords(std::vector<ListedUser>& users, door::HashCost cost);

}  // namespace facet::admin
