#include <array>
#include <charconv>

#include "schemas/limits.h"
#include "tests/scenarios/steps.h"

// What an owner does with groups and their members.
namespace facet::scenarios {
namespace {

std::uint16_t take_rank(Words& words) {
  const std::string word = words.word("a rank");
  std::uint16_t rank = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), rank);
  if (error != std::errc{} || end != word.data() + word.size() || rank < limits::kHighestRank ||
      rank > limits::kLowestRank) {
    throw ScriptError("'" + word + "' is no rank");
  }
  return rank;
}

void has(Stage& stage, const Actor& actor, Words& words) {
  GroupEdit edit;
  edit.name = words.word("a group's name");
  edit.group = stage.group(actor.user, *edit.name, /*make=*/true);
  edit.rank = take_rank(words);
  edit.replace = true;
  if (words.take(":")) edit.add = take_people(words);
  stage.send(actor, GroupsEdit{{}, {edit}});
}

// As a phone does that does not know whether the group is there.
void also_makes(Stage& stage, const Actor& actor, Words& words) {
  GroupEdit edit;
  edit.name = words.word("a group's name");
  edit.group = stage.group(actor.user, *edit.name, /*make=*/true);
  edit.first_rank = take_rank(words);
  if (words.take(":")) edit.add = take_people(words);
  stage.send(actor, GroupsEdit{{}, {edit}});
}

void adds(Stage& stage, const Actor& actor, Words& words) {
  GroupEdit edit;
  edit.add = take_people(words);
  words.need("to");
  edit.group = take_group(stage, actor.user, words);
  edit.until = take_until(stage, words);
  stage.send(actor, GroupsEdit{{}, {edit}});
}

void removes(Stage& stage, const Actor& actor, Words& words) {
  GroupEdit edit;
  edit.remove = take_people(words);
  words.need("from");
  edit.group = take_group(stage, actor.user, words);
  stage.send(actor, GroupsEdit{{}, {edit}});
}

void moves(Stage& stage, const Actor& actor, Words& words) {
  GroupEdit out;
  GroupEdit in;
  out.remove = in.add = take_people(words);
  words.need("from");
  out.group = take_group(stage, actor.user, words);
  words.need("to");
  in.group = take_group(stage, actor.user, words);
  stage.send(actor, GroupsEdit{{}, {out, in}});
}

void ranks(Stage& stage, const Actor& actor, Words& words) {
  GroupsEdit edit;
  do {
    GroupEdit one;
    one.group = take_group(stage, actor.user, words);
    one.rank = take_rank(words);
    edit.edits.push_back(one);
  } while (words.take(","));
  stage.send(actor, edit);
}

void deletes(Stage& stage, const Actor& actor, Words& words) {
  GroupEdit edit;
  edit.group = take_group(stage, actor.user, words);
  edit.erase = true;
  stage.send(actor, GroupsEdit{{}, {edit}});
}

constexpr std::array<Verb, 7> kVerbs = {{
    {"has", has},
    {"also makes", also_makes},
    {"adds", adds},
    {"removes", removes},
    {"moves", moves},
    {"ranks", ranks},
    {"deletes", deletes},
}};

}  // namespace

std::span<const Verb> group_verbs() {
  return kVerbs;
}

}  // namespace facet::scenarios
