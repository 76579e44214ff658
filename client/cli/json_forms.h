#pragma once

#include <nlohmann/json.hpp>

#include "client/cli/rule_words.h"
#include "client/lib/phone.h"

// The forms of --json. Field names are stable; ids are strings of digits, times ISO 8601 in UTC, what is not
// there is null. Never translated.
namespace facet::cli {

using Json = nlohmann::ordered_json;

Json json_of(Time time);  // null for kNoTime
Json json_of(const Setting& setting);
Json json_of(const View& view);
Json json_of(const client::Contact& contact);
// {"number":"…","name":"…","view":null}
Json json_of(const client::ContactView& view);
// {"number":"…","name":"…","setting":{…}}
Json json_of_override(const client::ContactRule& rule);
// {"presentity":"…","view":{…}}
Json json_of(const Answer& answer);
// `now` says whether the temporary setting still holds.
Json json_of(const client::Group& group, Time now);
// {"off":"default","in_call":"busy"}: "default", "shown", "hidden", or the activity shown instead.
Json json_of(const Automatics& automatics);
// {"days":["mon"],"from":"09:00","to":"17:00","activity":"busy","note":""}
Json json_of(const ScheduleEntry& entry);
Json json_of(const Schedule& schedule);
// {"at":"…","cause":"status","device":"7","shown":[{"rule":"group","group":"Family","activity":"busy",
// "watchers":3}]}
Json json_of(const LogEntry& entry, const GroupNames& names);
Json json_of(const Receipt& receipt);
Json json_of(const std::vector<UserId>& users);

// {"ok":false,"error":"no_such_group","message":"…"}
Json json_of(const Error& error);

// What a group is told at `now`: the temporary setting until it ends, the base setting after that.
const Setting& setting_at(const client::Group& group, Time now);

}  // namespace facet::cli
