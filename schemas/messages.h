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

// What the resolver lays over a setting by itself, and how a group is shown it (docs/rules.md).
enum class Shows : std::uint8_t {
  by_default = 0,
  shown = 1,    // as it is
  hidden = 2,   // not at all
  instead = 3,  // as another activity
};
struct Automatic {
  Shows shows = Shows::by_default;
  Activity instead = Activity::unset;  // with Shows::instead only
  bool operator==(const Automatic&) const = default;
};
struct Automatics {
  Automatic off;
  Automatic in_call;
  bool operator==(const Automatics&) const = default;
};

// A setting that comes every week, in the owner's time zone. Of entries that overlap the first one counts.
struct ScheduleEntry {
  std::uint8_t days = 0;   // bit 0 is Monday, bit 6 Sunday: the days on which it begins
  std::uint16_t from = 0;  // minutes since midnight, 0 to 1439
  std::uint16_t to = 0;    // likewise; not later than `from`: on the next day
  Activity activity = Activity::unset;
  std::string note;
  bool operator==(const ScheduleEntry&) const = default;
};
using Schedule = std::vector<ScheduleEntry>;

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
  Time until = kNoTime;  // of everybody in `add`: a member until then; kNoTime: for good
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

struct GroupAutomatics {
  GroupId group;  // also kEveryGroup and kOther
  Automatics automatics;
  bool operator==(const GroupAutomatics&) const = default;
};

struct GroupSchedule {
  GroupId group;      // also kOther; not kEveryGroup
  Schedule schedule;  // the whole of it; empty: none any more
  bool operator==(const GroupSchedule&) const = default;
};

struct StatusEdit {
  Revision revision;
  std::vector<GroupSetting> settings{};
  std::vector<ContactSetting> overrides{};
  std::vector<UserId> block{};
  std::vector<UserId> unblock{};
  std::vector<GroupAutomatics> automatics{};
  std::vector<GroupSchedule> schedules{};
  std::string zone{};  // of the owner, an IANA name ("Asia/Shanghai"); empty: leaves it as it is
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

// What a watcher thinks of what one presentity shows it.
enum class Stance : std::uint8_t {
  none = 0,      // nothing said: taken from whom the watcher knows
  accepted = 1,  // taken, known or not
  muted = 2,     // nothing is published; a question is answered
  refused = 3,   // as muted, and not listed any more
};

// What is published to a watcher of whom it does not know: nobody of its groups, nobody it accepted.
enum class Strangers : std::uint8_t { unset = 0, hold = 1, take = 2 };

struct WatchEdit {
  Revision revision{};
  std::vector<UserId> accept{};
  std::vector<UserId> mute{};
  std::vector<UserId> refuse{};
  std::vector<UserId> forget{};            // back to Stance::none
  Strangers strangers = Strangers::unset;  // unset: leaves it as it is
  bool operator==(const WatchEdit&) const = default;
};

// Ends the account of the user whose topic it comes on.
struct AccountEdit {
  Revision revision;
  UserId erase;  // that user once more, so that no accident does it
  bool operator==(const AccountEdit&) const = default;
};

enum class QueryKind : std::uint8_t {
  unset = 0,
  view_as = 1,   // what `subject` sees of the one who asks: one Seen
  watchers = 2,  // what everybody sees who may see anything, or is blocked: Seen, by number
  log = 3,       // what the latest changes gave to whom: LogEntry, the latest first
  sources = 4,   // who shows the one who asks something: Source, by number
};

struct Query {
  std::uint64_t correlation = 0;  // comes back in the Receipt
  QueryKind kind = QueryKind::unset;
  UserId subject;           // of view_as
  std::uint64_t after = 0;  // Receipt::next of the page before; 0: from the start
  bool operator==(const Query&) const = default;
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
  Automatics automatics{};
  Revision automatics_revision{};
  Schedule schedule{};
  Revision schedule_revision{};
  std::string zone{};  // with a schedule: the zone it is read in
  bool operator==(const OwnGroup&) const = default;
};

struct OwnMembers {
  Revision revision;
  std::vector<UserId> members;
  std::vector<Time> untils{};  // of each member; empty: all for good
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
  erased = 12,
};

struct Answer {
  UserId presentity;
  View view;
  bool operator==(const Answer&) const = default;
};

// Which rule decides what a watcher sees (docs/rules.md); for the owner's eyes only.
enum class Rule : std::uint8_t { unset = 0, blocked = 1, override_setting = 2, group = 3, other = 4 };
// What is laid over the setting by itself.
enum class Overlay : std::uint8_t { none = 0, off = 1, in_call = 2 };

// What one watcher sees of the one who asks, and why.
struct Seen {
  UserId watcher;
  View view;
  Rule rule = Rule::unset;
  GroupId group;  // that decides, for Rule::group
  Overlay overlay = Overlay::none;
  bool blocked = false;
  std::optional<Setting> override_setting{};
  Time follows_until = kNoTime;  // of one in no group: until when it is kept up to date
  bool former = false;           // the number changed hands since it was put into groups: none of that counts
  bool operator==(const Seen&) const = default;
};

enum class Cause : std::uint8_t {
  unset = 0,
  groups = 1,
  status = 2,
  device = 3,    // a report of a device: call begun or ended, shut down
  link = 4,      // its connection came or went
  ended = 5,     // a setting, a membership or a call was over
  schedule = 6,  // an entry of a schedule began or ended
};
struct LogLine {
  Rule rule = Rule::unset;
  GroupId group;
  Activity activity = Activity::unset;
  std::uint32_t watchers = 0;  // contacts who were shown this
  bool operator==(const LogLine&) const = default;
};
struct LogEntry {
  Time at;
  Cause cause = Cause::unset;
  DeviceId device;  // whose change it was; 0: nobody's
  std::vector<LogLine> lines;
  bool operator==(const LogEntry&) const = default;
};

struct Source {
  UserId presentity;
  Stance stance = Stance::none;
  bool known = false;      // in one of the watcher's groups
  bool published = false;  // to the watcher, now
  bool operator==(const Source&) const = default;
};

struct Receipt {
  std::uint64_t request = 0;
  Outcome outcome = Outcome::unset;
  Reason reason = Reason::none;
  std::string limit;  // the bound or field that was the reason, as limits.h spells it
  std::uint32_t limit_value = 0;
  Revision revision;
  std::vector<Answer> answers;
  // Of a Query:
  std::vector<Seen> seen{};
  std::vector<LogEntry> log{};
  std::vector<Source> sources{};
  std::uint64_t next = 0;  // Query::after of the next page; 0: that was all
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
std::string_view name(Shows shows);
std::string_view name(Stance stance);
std::string_view name(Strangers strangers);
std::string_view name(QueryKind kind);
std::string_view name(Rule rule);
std::string_view name(Overlay overlay);
std::string_view name(Cause cause);

}  // namespace facet
