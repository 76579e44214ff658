#pragma once

#include <rapidcheck.h>

#include <ostream>
#include <vector>

#include "tests/unit/pipeline/world.h"

// Random lives of Alice, who owns three groups, and of those who watch her, in small numbers that RapidCheck
// can shrink.
namespace facet::resolver::testing {

inline constexpr GroupId kFirst{0x5EC7'E101};
inline constexpr GroupId kSecond{0x5EC7'E202};
inline constexpr GroupId kThird{0x5EC7'E303};
inline constexpr GroupId kGroups[] = {kFirst, kSecond, kThird};
inline constexpr UserId kNobody{8613800999999};  // no such user

struct Step {
  int what = 0;
  int group = 0;
  int choice = 0;
  int gap = 0;  // seconds before it
};
std::ostream& operator<<(std::ostream& out, const Step& step);

// What Alice does that is not about Bob: 0 to kOwnerSteps - 1.
inline constexpr int kOwnerSteps = 17;
void live(World& world, const Step& step);
// The same, with what is said to a group said to each of these, in one message.
void live(World& world, const Step& step, const std::vector<GroupId>& groups);
// What Alice does about Bob, and about groups that he may be in.
inline constexpr int kAboutBob = 7;
void live_with_bob(World& world, const Step& step);
// What Bob does.
inline constexpr int kBobSteps = 10;
void watch(World& world, const Step& step);
// What others do who watch her too, and one who comes new.
inline constexpr int kOtherSteps = 5;
void watch_too(World& world, const Step& step);

// `most`: `what` is less than that.
rc::Gen<std::vector<Step>> steps(int most);
// Gaps of at most a minute: for worlds with damping.
rc::Gen<std::vector<Step>> quick_steps(int most);

StatusEdit told(GroupId group, Activity activity, std::string note = {}, Time until = kNoTime);
GroupsEdit with_members(GroupId group, std::vector<UserId> add, std::vector<UserId> remove = {},
                        Time until = kNoTime);

// Where what `who` was sent in the two worlds begins to differ, for people; empty: nowhere.
std::string difference(World& one, World& other, UserId who);

}  // namespace facet::resolver::testing
