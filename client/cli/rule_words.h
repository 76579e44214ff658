#pragma once

#include <map>
#include <string>

#include "client/lib/phone.h"

// Which rule decides what somebody sees, for the owner's eyes.
namespace facet::cli {

using GroupNames = std::map<GroupId, std::string>;
Result<GroupNames> group_names(const client::Phone& phone);

// "group Family", "blocked". A group that is not there any more is its number.
std::string shown(Rule rule, GroupId group, const GroupNames& names);

// The group's name for Rule::group, as far as it is known; else "".
std::string name_of_group(Rule rule, GroupId group, const GroupNames& names);

}  // namespace facet::cli
