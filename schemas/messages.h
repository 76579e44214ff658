#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schemas/activity.h"
#include "schemas/ids.h"

// The payloads as plain values: what encode.h takes and decode.h gives. No MQTT, no FlatBuffers in sight.
namespace facet {

using Bytes = std::string;  // a payload; not text

// What a group (or a single contact) is told.
struct Setting {
  Activity activity = Activity::unset;
  std::string note;
  Time until = kNoTime;       // kNoTime: until changed
  Time changed_at = kNoTime;  // set by the resolver; a phone's edit does not carry it
  bool operator==(const Setting&) const = default;
};

// What one watcher is shown of one presentity.
struct View {
  Activity activity = Activity::unset;
  std::string note;
  Time changed_at = kNoTime;
  Time until = kNoTime;
  bool operator==(const View&) const = default;
};

struct GroupEdit {
  GroupId group;
  std::optional<std::string> name;    // creates or renames
  std::optional<std::uint16_t> rank;  // 1 is the highest
  bool erase = false;                 // alone
  bool replace = false;               // `add` is the whole list
  std::vector<UserId> add;
  std::vector<UserId> remove;
  // With `name`: the rank if this creates the group. A group that is there already keeps its own, so that a
  // second device that makes "Family" too does not rearrange what the first one arranged.
  std::optional<std::uint16_t> first_rank{};
  bool operator==(const GroupEdit&) const = default;
};

struct GroupsEdit {
  Revision revision;
  std::vector<GroupEdit> edits;
  bool operator==(const GroupsEdit&) const = default;
};

struct GroupSetting {
  GroupId group;
  Setting setting;
  bool operator==(const GroupSetting&) const = default;
};

struct ContactSetting {
  UserId contact;
  std::optional<Setting> setting;  // nullopt: takes the override away
  bool operator==(const ContactSetting&) const = default;
};

struct StatusEdit {
  Revision revision;
  std::vector<GroupSetting> settings;
  std::vector<ContactSetting> overrides;
  std::vector<UserId> block;
  std::vector<UserId> unblock;
  bool operator==(const StatusEdit&) const = default;
};

enum class DeviceState : std::uint8_t {
  unset = 0,
  idle = 1,
  in_call = 2,
  shutting_down = 3,
  asleep = 4,  // not connected as a rule, wakes to exchange (MQTT-SN's word)
};

struct DeviceReport {
  Revision revision;
  DeviceState state = DeviceState::unset;
  bool operator==(const DeviceReport&) const = default;
};

struct StatusRequest {
  std::uint64_t correlation = 0;
  std::vector<UserId> presentities;
  bool operator==(const StatusRequest&) const = default;
};

struct OwnGroup {
  Revision revision;
  std::string name;
  std::uint16_t rank = 0;
  Setting base;
  std::optional<Setting> temporary;
  Revision setting_revision;
  Revision members_revision;
  std::uint32_t member_count = 0;
  bool operator==(const OwnGroup&) const = default;
};

struct OwnMembers {
  Revision revision;
  std::vector<UserId> members;
  bool operator==(const OwnMembers&) const = default;
};

enum class Outcome : std::uint8_t { unset = 0, accepted = 1, stale = 2, refused = 3 };

enum class Reason : std::uint8_t {
  none = 0,
  malformed = 1,
  wrong_kind = 2,
  too_large = 3,
  bad_text = 4,
  bad_value = 5,
  over_limit = 6,
  unknown_group = 7,
  clock_ahead = 8,
  too_old = 9,
  not_yours = 10,
  unavailable = 11,
};

struct Answer {
  UserId presentity;
  View view;
  bool operator==(const Answer&) const = default;
};

struct Receipt {
  std::uint64_t request = 0;
  Outcome outcome = Outcome::unset;
  Reason reason = Reason::none;
  std::string limit;  // the bound or field that was the reason, as limits.h spells it
  std::uint32_t limit_value = 0;
  Revision revision;
  std::vector<Answer> answers;
  bool operator==(const Receipt&) const = default;
};

enum class LinkState : std::uint8_t { unset = 0, connected = 1, gone = 2 };

struct Link {
  LinkState state = LinkState::unset;
  std::uint64_t session = 0;
  bool operator==(const Link&) const = default;
};

struct FanOut {
  UserId presentity;
  Bytes view;  // an encoded View; empty removes it
  std::vector<UserId> watchers;
  bool operator==(const FanOut&) const = default;
};

// "accepted", "over_limit"; "unknown" for a number this version does not know.
std::string_view name(Outcome outcome);
std::string_view name(Reason reason);
std::string_view name(DeviceState state);

}  // namespace facet
