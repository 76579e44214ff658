#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/ids.h"
#include "tests/scenarios/words.h"

// The fictitious people of the scripts, always with the same numbers, and their devices.
namespace facet::scenarios {

struct Person {
  std::string_view name;
  UserId number;
};
inline constexpr std::array<Person, 7> kPeople = {{
    {"alice", UserId{8613800138000}},
    {"bob", UserId{8613800138001}},
    {"carol", UserId{8613800138002}},
    {"dave", UserId{447700900123}},
    {"emma", UserId{447700900124}},
    {"fred", UserId{447700900125}},
    {"gina", UserId{447700900126}},
}};
// Of the runner itself, for messages that come after all others. Nobody's contact.
inline constexpr UserId kRunner{15550100};

std::optional<UserId> person_of(std::string_view word);
std::string name_of(UserId person);
// ScriptError: nobody of that name.
UserId take_person(Words& words);
// "bob carol", "bob, carol": as many as there are.
std::vector<UserId> take_people(Words& words);

inline constexpr DeviceId kPhone{7};
struct Actor {
  UserId user;
  DeviceId device = kPhone;
};
// "alice", "alice's tablet", "alice's old phone". Of "alice's log" the `'s` is taken, too.
std::optional<Actor> take_actor(Words& words);

}  // namespace facet::scenarios
