#include "tests/unit/pipeline/lives.h"

namespace facet::resolver::testing {
namespace {

using std::chrono::seconds;

constexpr Activity kActivities[] = {Activity::available, Activity::free,          Activity::busy,
                                    Activity::meeting,   Activity::off,           Activity::driving,
                                    Activity::sleeping,  Activity::do_not_disturb};
constexpr int kLasts[] = {0, 0, 30, 600, 7'200, 100'000};
constexpr UserId kDave{8613800138003};
constexpr UserId kEmma{8613800138004};

Activity activity_of(int choice) {
  return kActivities[static_cast<std::size_t>(choice) % std::size(kActivities)];
}
GroupId group_of(const Step& step) {
  return kGroups[static_cast<std::size_t>(step.group) % std::size(kGroups)];
}
Time end_of(const World& world, int choice) {
  const int lasts = kLasts[static_cast<std::size_t>(choice) % std::size(kLasts)];
  return lasts == 0 ? kNoTime : world.time() + seconds{lasts};
}
std::string note_of(int choice) {
  return choice % 3 == 0 ? "" : "note " + std::to_string(choice % 5);
}

Automatics automatics_of(int choice) {
  const auto automatic = [](int number) {
    const auto shows = static_cast<Shows>(number % 4);
    return Automatic{shows, shows == Shows::instead ? Activity::away : Activity::unset};
  };
  return {automatic(choice), automatic(choice / 4)};
}

// Every day, half of it or two hours of it.
Schedule schedule_of(int choice) {
  if (choice % 4 == 0) return {};
  const auto from = static_cast<std::uint16_t>(choice * 97 % 1'440);
  const auto to = static_cast<std::uint16_t>((from + (choice % 2 == 0 ? 720 : 120)) % 1'440);
  return {{.days = 0x7F, .from = from, .to = to, .activity = activity_of(choice), .note = note_of(choice)}};
}

GroupsEdit one(GroupEdit edit) {
  return {{}, {std::move(edit)}};
}
GroupEdit rename(GroupId group, std::string name) {
  return {.group = group, .name = std::move(name), .rank = {}, .add = {}, .remove = {}};
}
GroupEdit rerank(GroupId group, std::uint16_t rank) {
  return {.group = group, .name = {}, .rank = rank, .add = {}, .remove = {}};
}
GroupEdit end(GroupId group) {
  return {.group = group, .name = {}, .rank = {}, .erase = true, .add = {}, .remove = {}};
}

StatusEdit only_for(UserId contact, std::optional<Setting> setting) {
  return {{}, {}, {{contact, std::move(setting)}}, {}, {}};
}

}  // namespace

StatusEdit told(GroupId group, Activity activity, std::string note, Time until) {
  return {{}, {{group, Setting{activity, std::move(note), until, kNoTime}}}, {}, {}, {}};
}

GroupsEdit with_members(GroupId group, std::vector<UserId> add, std::vector<UserId> remove, Time until) {
  return one({.group = group,
              .name = {},
              .rank = {},
              .add = std::move(add),
              .remove = std::move(remove),
              .first_rank = {},
              .until = until});
}

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << "Step{" << step.what << ", " << step.group << ", " << step.choice << ", " << step.gap << "}";
}

void live(World& world, const Step& step) {
  live(world, step, {group_of(step)});
}

void live(World& world, const Step& step, const std::vector<GroupId>& groups) {
  const Setting setting{activity_of(step.choice), note_of(step.choice), end_of(world, step.choice), kNoTime};
  StatusEdit edit;
  switch (step.what) {
    case 0:
    case 1:
      for (const GroupId group : groups) edit.settings.push_back({group, setting});
      world.say(kAlice, edit);
      break;
    case 2:
      world.say(kAlice, StatusEdit{{}, {{kEveryGroup, setting}}, {}, {}, {}});
      break;
    case 3:
      world.say(kAlice, StatusEdit{{}, {{kOther, setting}}, {}, {}, {}});
      break;
    case 4:
      for (const GroupId group : groups) edit.automatics.push_back({group, automatics_of(step.choice)});
      if (step.group == 0) edit.automatics = {{kEveryGroup, automatics_of(step.choice)}};
      world.say(kAlice, edit);
      break;
    case 5:
      for (const GroupId group : groups) edit.schedules.push_back({group, schedule_of(step.choice)});
      if (groups.front() == kFirst && step.choice % 4 == 1) edit.zone = "Asia/Shanghai";
      world.say(kAlice, edit);
      break;
    case 6:
      world.say(kAlice, only_for(kCarol, setting));
      break;
    case 7:
      world.say(kAlice, StatusEdit{{}, {}, {}, {step.choice % 2 == 0 ? kCarol : kStranger}, {}});
      break;
    case 8:
      world.say(kAlice, StatusEdit{{}, {}, {}, {}, {kCarol, kStranger}});
      break;
    case 9:
      world.say(kAlice, with_members(groups.front(), {kCarol}, {}, end_of(world, step.choice)));
      break;
    case 10:
      world.say(kAlice, with_members(groups.front(), {kDave}, {kCarol, kEmma}));
      break;
    case 11:
      world.say(kAlice, only_for(kCarol, std::nullopt));
      break;
    case 12:
      world.link(kAlice, step.choice % 2 == 0 ? LinkState::connected : LinkState::gone);
      break;
    case 13:
      world.say(kAlice, DeviceState::in_call);
      break;
    case 14:
      world.say(kAlice, step.choice % 3 == 0 ? DeviceState::shutting_down : DeviceState::idle);
      break;
    case 15:
      world.query(kAlice, QueryKind::watchers);
      break;
    default:
      world.say(kAlice, StatusEdit{.revision = {}, .zone = step.choice % 2 == 0 ? "" : "Asia/Shanghai"});
  }
}

void live_with_bob(World& world, const Step& step) {
  const GroupId group = group_of(step);
  const Setting setting{activity_of(step.choice), note_of(step.choice), end_of(world, step.choice), kNoTime};
  switch (step.what) {
    case 0:
      world.say(kAlice, with_members(group, {kBob}, {}, end_of(world, step.choice)));
      break;
    case 1:
      world.say(kAlice, with_members(group, {}, {kBob}));
      break;
    case 2:
      world.say(kAlice, one(end(group)));
      break;
    case 3:
      world.say(kAlice, only_for(kBob, step.choice % 3 == 0 ? std::nullopt : std::optional(setting)));
      break;
    case 4:
      world.say(kAlice, one(rerank(group, static_cast<std::uint16_t>(1 + step.choice))));
      break;
    case 5:
      world.say(kAlice, one(rename(group, "Renamed " + std::to_string(step.choice))));
      break;
    default:
      world.say(kAlice,
                one({.group = group, .name = "Anew", .rank = {}, .add = {kBob, kCarol}, .remove = {}}));
  }
}

void watch(World& world, const Step& step) {
  switch (step.what) {
    case 0:
    case 1:
      world.ask(kBob, {kAlice});
      break;
    case 2:
      world.ask(kBob, {kNobody, kAlice, kCarol});
      break;
    case 3:
      world.say(kBob, WatchEdit{.accept = {kAlice}});
      break;
    case 4:
      world.say(kBob, step.choice % 2 == 0 ? WatchEdit{.mute = {kAlice}} : WatchEdit{.refuse = {kAlice}});
      break;
    case 5:
      world.say(kBob, WatchEdit{.forget = {kAlice}});
      break;
    case 6:
      world.say(kBob, WatchEdit{.strangers = step.choice % 2 == 0 ? Strangers::take : Strangers::hold});
      break;
    case 7: {
      GroupsEdit edit = with_members(kFamily, {}, {});
      edit.edits.front().name = "Bob's";
      (step.choice % 2 == 0 ? edit.edits.front().add : edit.edits.front().remove) = {kAlice};
      world.say(kBob, std::move(edit));
      break;
    }
    case 8:
      world.say(kBob, step.choice % 4 == 0 ? DeviceState::shutting_down : DeviceState::idle);
      break;
    default:
      world.query(kBob, QueryKind::sources);
  }
}

void watch_too(World& world, const Step& step) {
  constexpr UserId kNew[] = {kDave, kEmma, kStranger};
  switch (step.what) {
    case 0:
      world.ask(kCarol, {kAlice});
      break;
    case 1:
      world.say(kCarol, step.choice % 2 == 0 ? WatchEdit{.mute = {kAlice}} : WatchEdit{.accept = {kAlice}});
      break;
    case 2:
      world.say(kNew[static_cast<std::size_t>(step.choice) % std::size(kNew)], DeviceState::idle);
      break;
    case 3:
      world.ask(kStranger, {kAlice, kBob});
      break;
    default:
      world.say(kCarol, WatchEdit{.strangers = step.choice % 2 == 0 ? Strangers::take : Strangers::hold});
  }
}

namespace {

rc::Gen<std::vector<Step>> steps_with(int most, rc::Gen<int> gap) {
  using rc::gen::inRange;
  // As many as there are cases would be more than tells anything new.
  return rc::gen::scale(
      0.4, rc::gen::container<std::vector<Step>>(
               rc::gen::map(rc::gen::tuple(inRange(0, most), inRange(0, 3), inRange(0, 16), std::move(gap)),
                            [](const std::tuple<int, int, int, int>& numbers) {
                              return std::apply([](auto... number) { return Step{number...}; }, numbers);
                            })));
}

}  // namespace

rc::Gen<std::vector<Step>> steps(int most) {
  return steps_with(most, rc::gen::element(1, 1, 1, 10, 29, 31, 610, 3'600, 18'000, 86'400, 90'000));
}

rc::Gen<std::vector<Step>> quick_steps(int most) {
  return steps_with(most, rc::gen::element(0, 0, 0, 0, 1, 1, 2, 5, 6, 16, 31));
}

std::string difference(World& one, World& other, UserId who) {
  const auto a = one.traffic_to(who);
  const auto b = other.traffic_to(who);
  std::ostringstream text;
  for (std::size_t i = 0; i < std::max(a.size(), b.size()); ++i) {
    if (i < a.size() && i < b.size() && a[i] == b[i]) continue;
    text << "message " << i << ":\n  one world:   ";
    i < a.size() ? text << a[i] : text << "nothing";
    text << "\n  the other:   ";
    i < b.size() ? text << b[i] : text << "nothing";
    return text.str();
  }
  if (one.kept_for(who) != other.kept_for(who)) return "what a new subscription is sent";
  return {};
}

}  // namespace facet::resolver::testing
