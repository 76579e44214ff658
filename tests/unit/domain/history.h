#pragma once

#include <rapidcheck.h>

#include <ostream>
#include <variant>
#include <vector>

#include "resolver/domain/audience.h"
#include "resolver/domain/decide.h"
#include "resolver/domain/rules.h"

// Random histories of one owner with two devices, three groups and five contacts, for property tests.
// RapidCheck prints its seed; RC_PARAMS="seed=..." repeats a run and RC_PARAMS="reproduce=..." one case.
namespace facet::resolver::test {

// One change in small numbers, so that RapidCheck can shrink it.
struct Step {
  int kind = 0;
  int device = 0;
  int gap = 0;  // seconds since the step before
  int group = 0;
  int who = 0;  // bits: contacts
  int activity = 0;
  int lasts = 0;  // seconds; 0: until changed
};
std::ostream& operator<<(std::ostream& out, const Step& step);
rc::Gen<std::vector<Step>> steps();

struct Said {
  DeviceId device;
  Instant made;
  std::variant<GroupsEdit, StatusEdit> edit;
};

enum class Flavour {
  every_group,  // "every group" is told; no group is erased
  erasing,      // group 3 is erased and made again; "every group" is not told
};
// The messages in the order they were made: first the three groups, then one for each step. None is refused
// in any order of delivery that begins with the first.
std::vector<Said> history(const std::vector<Step>& steps, Flavour flavour);

inline constexpr UserId kPresentity{8613800138000};
std::vector<UserId> contacts();  // the five, and one who never is a contact

Decision deliver(Presentity& presentity, const Said& said, Instant now, const Terms& terms = {});
// The same in a random order that begins with the first.
std::vector<Said> shuffled(std::vector<Said> messages, unsigned seed);

}  // namespace facet::resolver::test
