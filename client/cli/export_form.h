#pragma once

#include "client/cli/json_forms.h"
#include "client/lib/phone.h"

namespace facet::cli {

// All that this phone knows of its owner, without the password: contacts, groups with their members, statuses
// for single contacts, blocks, stances, automatic statuses, schedules, the zone. "log" and "up_to_date" are
// left to the caller, who may have asked the server.
Result<Json> export_of(const client::Phone& phone, Time now);

}  // namespace facet::cli
