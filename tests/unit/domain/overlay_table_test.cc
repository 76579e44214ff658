#include <gtest/gtest.h>

#include <set>
#include <string>

#include "tests/unit/domain/story.h"

// What lies over a setting by itself, cell by cell: setting x what the group wants of either automatic status
// x what the devices say x by which rule Bob sees it. What is expected is written from docs/rules.md.
namespace facet::resolver::test {
namespace {

constexpr Time kNow{std::chrono::seconds{1'795'455'000}};
constexpr Time kSetAt = kNow - std::chrono::hours{1};
constexpr Time kWentAt = kNow - std::chrono::minutes{3};
constexpr Time kCalledAt = kNow - std::chrono::minutes{2};
constexpr Time kEnd = kNow + std::chrono::hours{1};
constexpr Activity kInsteadOfOff = Activity::sleeping;
constexpr Activity kInsteadOfCall = Activity::travelling;
constexpr Shows kShows[] = {Shows::by_default, Shows::shown, Shows::hidden, Shows::instead};

// By kShows, in each column: S the setting as it is, O plain off, C in a call, I what is shown instead.
struct Row {
  Activity setting;
  const char* off;
  const char* in_call;
};

constexpr Row kTable[] = {
    {Activity::available, "OOSI", "CCSI"},
    {Activity::free, "OOSI", "CCSI"},
    // Who said more than being free has said what others are to know.
    {Activity::busy, "OOSI", "SCSI"},
    {Activity::meeting, "OOSI", "SCSI"},
    {Activity::driving, "OOSI", "SCSI"},
    {Activity::do_not_disturb, "OOSI", "SCSI"},
    {Activity::away, "OOSI", "SCSI"},
    {Activity::holiday, "OOSI", "SCSI"},
    {Activity{40}, "OOSI", "SCSI"},  // of a newer version
    // What would be shown is what was set: nothing changes, so nobody is told.
    {Activity::in_call, "OOSI", "SSSI"},
    {Activity::sleeping, "OOSS", "SCSI"},
    {Activity::travelling, "OOSI", "SCSS"},
    // Nothing shines through it.
    {Activity::off, "OOSS", "SSSS"},
};

Automatic automatic(Shows shows, Activity instead) {
  return {shows, shows == Shows::instead ? instead : Activity::unset};
}

// What is known of the owner's devices, and what it comes to.
struct Presence {
  const char* name;
  Overlay overlay;
  std::vector<Device> devices;
};

Device there() {
  Device device;
  device.present = true;
  return device;
}
Device in_a_call() {
  Device device = there();
  device.call_since = kCalledAt;
  return device;
}
Device gone(Device device = {}) {
  device.present = false;
  device.gone_at = kWentAt;
  return device;
}

const Presence kPresences[] = {
    {"no device was ever known", Overlay::none, {}},
    {"there", Overlay::none, {there()}},
    {"one there, one gone", Overlay::none, {there(), gone()}},
    {"one there, one gone out of a call", Overlay::none, {there(), gone(in_a_call())}},
    {"in a call", Overlay::in_call, {in_a_call()}},
    {"in a call, the other there", Overlay::in_call, {there(), in_a_call()}},
    {"in a call, the other gone", Overlay::in_call, {gone(), in_a_call()}},
    {"gone", Overlay::off, {gone()}},
    {"gone out of a call", Overlay::off, {gone(in_a_call())}},
    {"all gone", Overlay::off, {gone(), gone(in_a_call())}},
};

// By which rule Bob is shown the setting. Everywhere else is another one, which he must not see.
enum class By {
  group,
  override_setting,
  override_in_no_group,
  other,
  blocked_member,
  blocked_override,
  blocked_follower
};
constexpr By kBy[] = {By::group,          By::override_setting, By::override_in_no_group, By::other,
                      By::blocked_member, By::blocked_override, By::blocked_follower};
bool is_blocked(By by) {
  return by >= By::blocked_member;
}
bool has_override(By by) {
  return by == By::override_setting || by == By::override_in_no_group || by == By::blocked_override;
}
bool is_member(By by) {
  return by == By::group || by == By::override_setting || by == By::blocked_member;
}
bool follows(By by) {
  return by == By::other || by == By::blocked_follower;
}

Setting other_setting() {
  return {.activity = Activity::holiday, .note = {}, .until = kNoTime, .changed_at = kSetAt};
}

Setting set(Activity activity) {
  return {.activity = activity, .note = "set", .until = kEnd, .changed_at = kSetAt};
}

GroupState group_with(GroupId id, std::uint16_t rank, const Setting& setting, const Automatics& how) {
  GroupState group;
  group.id = id;
  group.name = "Family";
  group.rank = rank;
  group.name_revision = group.created = Revision{2 << 16};
  if (setting.until == kNoTime) {
    group.base = setting;
  } else {
    group.temporary = setting;
  }
  group.automatics = how;
  return group;
}

// Bob is in two groups, of which the first decides, or in none.
Presentity presentity_of(Activity setting, const Presence& presence, const Automatics& how, By by) {
  const Automatics unlike{{Shows::instead, Activity::driving}, {Shows::instead, Activity::driving}};
  const bool of_other = by == By::other || by == By::override_in_no_group;
  const bool of_group = by == By::group || by == By::override_setting;
  Presentity presentity(kOwner);
  presentity.put_group(
      group_with(GroupId{1}, 1, by == By::group ? set(setting) : other_setting(), of_group ? how : unlike));
  presentity.put_group(group_with(GroupId{2}, 2, other_setting(), unlike));
  presentity.put_group(
      group_with(kOther, 0, by == By::other ? set(setting) : other_setting(), of_other ? how : unlike));
  if (is_member(by)) {
    presentity.put_membership(kBob, {GroupId{1}, Revision{3 << 16}});
    presentity.put_membership(kBob, {GroupId{2}, Revision{3 << 16}});
  }
  ContactState own;
  own.blocked = is_blocked(by);
  own.block_revision = Revision{4 << 16};
  if (has_override(by)) own.override_setting = set(setting);
  own.override_revision = Revision{4 << 16};
  if (follows(by)) own.follows_until = kEnd;
  presentity.put_contact(kBob, own);
  std::uint16_t id = 0;
  for (const Device& device : presence.devices) presentity.put_device(DeviceId{++id}, device);
  return presentity;
}

View as_set(Activity setting) {
  if (setting == Activity::off) return {Activity::off, "set", kNoTime, kNoTime};
  return {setting, "set", kSetAt, kEnd};
}

View expected(const Row& row, Overlay overlay, std::size_t off, std::size_t in_call) {
  const char cell = overlay == Overlay::off       ? row.off[off]
                    : overlay == Overlay::in_call ? row.in_call[in_call]
                                                  : 'S';
  const bool by_off = overlay == Overlay::off;
  const Time since = by_off ? kWentAt : kCalledAt;
  if (cell == 'O') return {Activity::off, "", kNoTime, kNoTime};
  if (cell == 'C') return {Activity::in_call, "", since, kNoTime};
  if (cell == 'I') return {by_off ? kInsteadOfOff : kInsteadOfCall, "", since, kNoTime};
  return as_set(row.setting);
}

// Whether Bob is told when the one or the other comes or goes.
bool is_told(const Presentity& presentity, Flip flip) {
  return !presence_views(presentity, flip, kNow, kNow).empty();
}

void expect_cell(const Row& row, std::size_t off, std::size_t in_call, const Presence& presence, By by) {
  const Automatics how{automatic(kShows[off], kInsteadOfOff), automatic(kShows[in_call], kInsteadOfCall)};
  const Presentity presentity = presentity_of(row.setting, presence, how, by);
  SCOPED_TRACE(std::string{name(row.setting)} + ", off " + std::string{name(how.off.shows)} + ", in_call " +
               std::string{name(how.in_call.shows)} + ", " + presence.name + ", by " +
               std::to_string(static_cast<int>(by)));
  const View plain_off{Activity::off, "", kNoTime, kNoTime};
  const View wanted = is_blocked(by) ? plain_off : expected(row, presence.overlay, off, in_call);
  EXPECT_EQ(view_of(presentity, kBob, kNow), wanted);
  EXPECT_EQ(retained_view(presentity, kBob, kNow), wanted) << "what is pushed is what is answered";
  // Only those are told of a change who are shown another thing by it.
  const bool off_matters = !is_blocked(by) && row.off[off] != 'S';
  const bool call_matters = !is_blocked(by) && row.in_call[in_call] != 'S';
  EXPECT_EQ(is_told(presentity, Flip::off), off_matters);
  EXPECT_EQ(is_told(presentity, Flip::call), call_matters);
  EXPECT_EQ(is_told(presentity, Flip::both), (off_matters) || call_matters);
}

TEST(OverlayTable, EveryCell) {
  for (const Row& row : kTable) {
    for (std::size_t off = 0; off < 4; ++off) {
      for (std::size_t in_call = 0; in_call < 4; ++in_call) {
        for (const Presence& presence : kPresences) {
          for (const By by : kBy) expect_cell(row, off, in_call, presence, by);
        }
      }
    }
  }
}

TEST(OverlayTable, HasEveryActivity) {
  std::set<Activity> rows;
  for (const Row& row : kTable) rows.insert(row.setting);
  for (const Activity activity : kKnownActivities) EXPECT_TRUE(rows.contains(activity)) << name(activity);
}

}  // namespace
}  // namespace facet::resolver::test
