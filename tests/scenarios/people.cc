#include "tests/scenarios/people.h"

namespace facet::scenarios {
namespace {

struct Named {
  std::string_view words;
  DeviceId device;
};
constexpr std::array<Named, 5> kDevices = {{
    {"phone", kPhone},
    {"tablet", DeviceId{8}},
    {"old phone", DeviceId{9}},
    {"new phone", DeviceId{10}},
    {"laptop", DeviceId{11}},
}};

}  // namespace

std::optional<UserId> person_of(std::string_view word) {
  for (const auto& person : kPeople) {
    if (person.name == word) return person.number;
  }
  return std::nullopt;
}

std::string name_of(UserId number) {
  for (const auto& person : kPeople) {
    if (person.number == number) return std::string{person.name};
  }
  return number.digits();
}

UserId take_person(Words& words) {
  const auto person = person_of(words.peek());
  if (!person) words.wrong("a person (alice, bob, carol, dave, emma, fred, gina)");
  words.word("a person");
  return *person;
}

std::vector<UserId> take_people(Words& words) {
  std::vector<UserId> people{take_person(words)};
  while (true) {
    const bool comma = words.peek() == "," && person_of(words.peek(1));
    if (comma) words.need(",");
    if (!person_of(words.peek())) return people;
    people.push_back(take_person(words));
  }
}

std::optional<Actor> take_actor(Words& words) {
  if (!person_of(words.peek())) return std::nullopt;
  Actor actor{take_person(words)};
  if (!words.take("'s")) return actor;
  for (const auto& [name, device] : kDevices) {
    if (words.take(name)) return Actor{actor.user, device};
  }
  return actor;
}

}  // namespace facet::scenarios
