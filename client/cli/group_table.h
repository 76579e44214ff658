#pragma once

#include <string>
#include <vector>

#include "client/cli/context.h"
#include "client/cli/table.h"

namespace facet::cli {

// The owner's groups with rank, members and what each is told now, as lines.
std::vector<std::string> group_table(const std::vector<client::Group>& groups, const Context& context);

// "Family"; for the built-in group what it means.
std::string shown_group(const client::Group& group);

// "Driving until 18:00 “on the A9”".
std::string shown_setting(const Setting& setting, const Context& context);

}  // namespace facet::cli
