#pragma once

#include <string_view>

#include "schemas/messages.h"
#include "schemas/result.h"

// Whether what somebody is to be told can be told. errc::bad_value, over_limit.
namespace facet::client {

Status check_note(std::string_view note);
// `changed_at` is not looked at.
Status check_setting(const Setting& setting, Time now);
Status check_schedule(const Schedule& schedule);
// Shown as another activity: as one that may be told, and not as `itself`.
Status check_automatic(const Automatic& automatic, Activity itself);
// A time that fits the wire and is still to come; kNoTime is fine.
Status check_until(Time until, Time now);
Status check_people(const std::vector<UserId>& people);

}  // namespace facet::client
