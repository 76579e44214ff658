#include "tests/unit/domain/history.h"

#include <algorithm>
#include <random>

namespace facet::resolver::test {
namespace {

constexpr int kGroups = 3;
constexpr int kContacts = 5;
constexpr Instant kStart{std::chrono::milliseconds{1'795'455'000'000}};
constexpr DeviceId kDevices[] = {DeviceId{7}, DeviceId{9}};
constexpr Activity kActivities[] = {Activity::driving, Activity::busy, Activity::off};

std::vector<UserId> picked(int bits) {
  std::vector<UserId> result;
  for (int i = 0; i < kContacts; ++i) {
    if ((bits >> i & 1) != 0) result.emplace_back(100 + static_cast<std::uint64_t>(i));
  }
  return result;
}

// Turns steps into messages. Whatever is made of group 3 after its end brings it back, and it is told nothing
// then, so that no order of delivery meets a group that is not there.
class Maker {
 public:
  explicit Maker(Flavour flavour) : flavour_(flavour) {}

  Said make(const Step& step) {
    made_ += std::chrono::seconds{step.gap} + std::chrono::milliseconds{1};
    const DeviceId device = kDevices[step.device];
    Said said{device, made_, {}};
    const Revision revision = Revision::next(made_, device, {});
    if (step.kind < 8) {
      said.edit = GroupsEdit{revision, group_edits(step)};
    } else {
      StatusEdit edit = status_edit(step);
      edit.revision = revision;
      said.edit = std::move(edit);
    }
    return said;
  }

 private:
  std::vector<GroupEdit> group_edits(const Step& step) {
    GroupEdit edit;
    edit.group = GroupId{static_cast<std::uint32_t>(step.group)};
    std::vector<GroupEdit> more;
    switch (step.kind) {
      case 0:
      case 1:
        edit.add = picked(step.who);
        edit.remove = picked(~step.who & step.lasts);
        break;
      case 2: {  // a move
        edit.remove = picked(step.who);
        const auto to = static_cast<std::uint32_t>(step.group % kGroups + 1);
        more.push_back({.group = GroupId{to}, .name = {}, .rank = {}, .add = picked(step.who), .remove = {}});
        break;
      }
      case 3:
        edit.replace = true;
        edit.add = picked(step.who);
        break;
      case 4:
      case 5:
        edit.rank = static_cast<std::uint16_t>(1 + step.activity);
        break;
      case 6:
        edit.name = "name " + std::to_string(step.who);
        break;
      default:
        edit.erase = flavour_ == Flavour::erasing && step.group == kGroups;
        if (!edit.erase) edit.remove = picked(step.who);
    }
    more.insert(more.begin(), std::move(edit));
    for (auto& one : more) bring_back(one);
    return more;
  }

  void bring_back(GroupEdit& edit) {
    if (edit.group != GroupId{kGroups}) return;
    if (erased_ && !edit.erase && !edit.name) edit.name = "back";
    erased_ = erased_ || edit.erase;
  }

  StatusEdit status_edit(const Step& step) {
    StatusEdit edit;
    Setting setting{.activity = kActivities[step.activity], .note = step.who % 4 == 0 ? "note" : ""};
    if (step.lasts != 0) setting.until = to_time(made_) + std::chrono::seconds{step.lasts};
    const auto group = static_cast<std::uint32_t>(step.group);
    const bool tells_group = step.kind == 8 || step.kind == 9 || step.kind == 10 || step.kind == 15;
    const bool there = step.group != kGroups || !erased_;
    if (tells_group && there) edit.settings.push_back({GroupId{group}, setting});
    if (step.kind == 10 || (tells_group && !there)) edit.settings.push_back({kOther, setting});
    if (tells_group && there && step.device == 1) {
      edit.automatics.push_back({GroupId{group}, automatics(step)});
      edit.schedules.push_back({GroupId{group}, schedule(step)});
    }
    if (step.kind == 11) {
      edit.settings.push_back({flavour_ == Flavour::every_group ? kEveryGroup : GroupId{1}, setting});
    }
    if (step.kind >= 12) {
      for (const UserId contact : picked(step.who)) {
        const bool takes_away = step.kind == 13;
        edit.overrides.push_back({contact, takes_away ? std::nullopt : std::optional{setting}});
      }
    }
    if (step.kind == 14 || step.kind == 15) {
      (step.group == 1 ? edit.block : edit.unblock) = picked(step.who);
      if (step.kind == 14) edit.overrides.clear();
    }
    return edit;
  }

  static Automatics automatics(const Step& step) {
    const auto one = [](int bits, Activity instead) {
      const auto shows = static_cast<Shows>(bits & 3);
      return Automatic{shows, shows == Shows::instead ? instead : Activity::unset};
    };
    return {one(step.who, Activity::away), one(step.who >> 2, Activity::busy)};
  }

  // Begins or ends a few seconds or minutes from now, every day.
  Schedule schedule(const Step& step) const {
    if (step.gap == 0) return {};
    const auto minute = static_cast<std::uint16_t>(
        (std::chrono::floor<std::chrono::minutes>(made_).time_since_epoch().count() + 1) % 1440);
    const auto end = static_cast<std::uint16_t>((minute + 1) % 1440);
    return {{127, minute, end, Activity::meeting, "weekly"}};
  }

  Flavour flavour_;
  Instant made_ = kStart;
  bool erased_ = false;
};

Said first() {
  const Instant made = kStart - std::chrono::hours{1};
  GroupsEdit edit{Revision::next(made, kDevices[0], {}), {}};
  for (std::uint32_t i = 1; i <= kGroups; ++i) {
    edit.edits.push_back({.group = GroupId{i},
                          .name = "group",
                          .rank = static_cast<std::uint16_t>(std::min(i, 2U)),
                          .add = {},
                          .remove = {}});
  }
  return {kDevices[0], made, std::move(edit)};
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Step& step) {
  return out << "Step{" << step.kind << ", " << step.device << ", " << step.gap << ", " << step.group << ", "
             << step.who << ", " << step.activity << ", " << step.lasts << "}";
}

rc::Gen<std::vector<Step>> steps() {
  using rc::gen::inRange;
  return rc::gen::container<std::vector<Step>>(rc::gen::map(
      rc::gen::tuple(inRange(0, 16), inRange(0, 2), rc::gen::element(0, 0, 1, 2, 30), inRange(1, kGroups + 1),
                     inRange(0, 1 << kContacts), inRange(0, 3), rc::gen::element(0, 0, 1, 3, 10, 40)),
      [](const std::tuple<int, int, int, int, int, int, int>& numbers) {
        return std::apply([](auto... number) { return Step{number...}; }, numbers);
      }));
}

std::vector<Said> history(const std::vector<Step>& steps, Flavour flavour) {
  std::vector<Said> messages{first()};
  Maker maker(flavour);
  for (const Step& step : steps) messages.push_back(maker.make(step));
  return messages;
}

std::vector<UserId> contacts() {
  auto everybody = picked((1 << kContacts) - 1);
  everybody.emplace_back(999);
  return everybody;
}

Decision deliver(Presentity& presentity, const Said& said, Instant now, const Terms& terms) {
  return std::visit([&](const auto& edit) { return decide(presentity, edit, said.device, now, terms); },
                    said.edit);
}

std::vector<Said> shuffled(std::vector<Said> messages, unsigned seed) {
  std::mt19937 random(seed);
  std::shuffle(messages.begin() + 1, messages.end(), random);
  return messages;
}

}  // namespace facet::resolver::test
