#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/cli/zone.h"
#include "client/lib/phone.h"

namespace facet::cli {

// What was typed behind `facet status set`.
struct SettingOptions {
  std::string activity;
  std::string note;
  std::string duration;  // --for
  std::string until;     // --until
  std::vector<std::string> groups;
  std::vector<std::string> contacts;  // --contact
  bool all = false;
};

// "Driving", "dnd": whatever the letters' case. errc::bad_value with what was probably meant.
Result<Activity> activity_of(const std::string& word);

// errc::bad_value with the next step: a note that is too long or not clean text.
Status check_note(const std::string& note);

// What --for and --until say; kNoTime when neither was typed. errc::bad_value: both, or a bad time.
Result<Time> end_of(const std::string& duration, const std::string& until, Time now, const Zone& zone);

// errc::bad_value with the next step: an unknown activity, a bad time, both times, a note that is too long or
// not clean text.
Result<Setting> setting_of(const SettingOptions& typed, Time now, const Zone& zone);

// The groups that are meant, by their ids; kEveryGroup alone for --all. errc::bad_value when neither was
// typed, or both; no_such_group.
struct Meant {
  std::vector<GroupId> ids;
  std::vector<std::string> shown;  // for people
  std::vector<std::string> names;  // for programs: never translated; none for --all
};
Result<Meant> groups_of(const SettingOptions& typed, const client::Phone& phone);

// Those whom --contact names. errc::bad_value when groups were typed, too: a contact's own status goes before
// that of any group; otherwise as find_people.
Result<std::vector<UserId>> contacts_of(const SettingOptions& typed, const client::Phone& phone);

}  // namespace facet::cli
