#include <array>
#include <sstream>

#include "tests/scenarios/steps.h"

// What an owner tells groups and single contacts.
namespace facet::scenarios {
namespace {

// Everybody's groups, or one.
GroupId take_audience(Stage& stage, UserId owner, Words& words) {
  if (words.take("everybody")) return kEveryGroup;
  return take_group(stage, owner, words);
}

void tells(Stage& stage, const Actor& actor, Words& words) {
  StatusEdit edit;
  do {
    if (person_of(words.peek())) {
      ContactSetting one{take_person(words), std::nullopt};
      if (!words.take("nothing special")) {
        words.need("alone");
        one.setting = take_setting(stage, words);
      }
      edit.overrides.push_back(std::move(one));
    } else {
      const GroupId group = take_audience(stage, actor.user, words);
      edit.settings.push_back({group, take_setting(stage, words)});
    }
  } while (words.take(","));
  stage.send(actor, std::move(edit));
}

void blocks(Stage& stage, const Actor& actor, Words& words) {
  StatusEdit edit;
  edit.block = take_people(words);
  stage.send(actor, std::move(edit));
}

void unblocks(Stage& stage, const Actor& actor, Words& words) {
  StatusEdit edit;
  edit.unblock = take_people(words);
  stage.send(actor, std::move(edit));
}

Automatic take_automatic(Words& words) {
  if (words.take("as usual")) return {};
  if (words.take("always")) return {Shows::shown};
  if (words.take("never")) return {Shows::hidden};
  words.need("as");
  return {Shows::instead, take_activity(words)};
}

// The message has both automatic statuses: the other one stays as it was told before.
void shows(Stage& stage, const Actor& actor, Words& words) {
  const GroupId group = take_audience(stage, actor.user, words);
  Automatics& automatics = stage.automatics(actor.user, group);
  if (words.take("calls")) {
    automatics.in_call = take_automatic(words);
  } else {
    words.need("absence");
    automatics.off = take_automatic(words);
  }
  StatusEdit edit;
  edit.automatics.push_back({group, automatics});
  stage.send(actor, std::move(edit));
}

// "daily", "sat", "mon-fri", "mon/wed/fri": bit 0 is Monday.
std::uint8_t days_of(const std::string& word) {
  if (word == "daily") return 0x7F;
  std::uint8_t days = 0;
  std::istringstream parts{word};
  for (std::string part; std::getline(parts, part, '/');) {
    const auto dash = part.find('-');
    const unsigned first = weekday_of(part.substr(0, dash));
    const unsigned last = dash == std::string::npos ? first : weekday_of(part.substr(dash + 1));
    if (first == 0 || last < first) throw ScriptError("'" + word + "' are no days");
    for (unsigned day = first; day <= last; ++day) days = static_cast<std::uint8_t>(days | (1U << (day - 1)));
  }
  return days;
}

ScheduleEntry take_entry(Words& words) {
  ScheduleEntry entry;
  entry.days = days_of(words.word("days"));
  const std::string hours = words.word("hours like 09:00-17:00");
  const auto dash = hours.find('-');
  const auto from = minutes_of(hours.substr(0, dash));
  const auto to = minutes_of(dash == std::string::npos ? "" : hours.substr(dash + 1));
  if (!from || !to) throw ScriptError("'" + hours + "' are no hours like 09:00-17:00");
  entry.from = static_cast<std::uint16_t>(from->count());
  entry.to = static_cast<std::uint16_t>(to->count());
  entry.activity = take_activity(words);
  entry.note = words.quoted().value_or("");
  return entry;
}

void plans(Stage& stage, const Actor& actor, Words& words) {
  StatusEdit edit;
  const bool nothing = words.take("nothing for");
  GroupSchedule plan;
  plan.group = take_group(stage, actor.user, words);
  if (words.take("in")) edit.zone = words.word("a time zone");
  if (!nothing) {
    words.need(":");
    do {
      plan.schedule.push_back(take_entry(words));
    } while (words.take(","));
  }
  edit.schedules.push_back(std::move(plan));
  stage.send(actor, std::move(edit));
}

void lives_in(Stage& stage, const Actor& actor, Words& words) {
  StatusEdit edit;
  edit.zone = words.word("a time zone");
  stage.send(actor, std::move(edit));
}

constexpr std::array<Verb, 6> kVerbs = {{
    {"tells", tells},
    {"blocks", blocks},
    {"unblocks", unblocks},
    {"shows", shows},
    {"plans", plans},
    {"lives in", lives_in},
}};

}  // namespace

std::span<const Verb> status_verbs() {
  return kVerbs;
}

}  // namespace facet::scenarios
