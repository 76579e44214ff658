#pragma once

#include <string>
#include <vector>

#include "client/cli/context.h"

// What was decided for single contacts.
namespace facet::cli {

// Whom this phone blocks or tells something alone. A phone that was set up anew asks the server first, unless
// --offline; when it cannot be asked, that is said on stderr and what this phone knows is given.
Result<std::vector<client::ContactRule>> read_contact_rules(const Context& context, client::Phone& phone);

// Those of `rules` who are told something alone, as lines under headings; none: no lines.
std::vector<std::string> override_table(const std::vector<client::ContactRule>& rules,
                                        const Context& context);

}  // namespace facet::cli
