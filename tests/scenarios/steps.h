#pragma once

#include <span>
#include <string_view>

#include "tests/scenarios/stage.h"
#include "tests/scenarios/words.h"

// What the words of a step do. README.md has all of them.
namespace facet::scenarios {

// "alice tells ...": somebody does something, or is looked at.
struct Verb {
  std::string_view words;
  void (*play)(Stage&, const Actor&, Words&);
};
// "the resolver crashes": everything else.
struct Sentence {
  std::string_view words;
  void (*play)(Stage&, Words&);
};

std::span<const Verb> group_verbs();
std::span<const Verb> status_verbs();
std::span<const Verb> device_verbs();
std::span<const Verb> watcher_verbs();
std::span<const Verb> seeing_verbs();   // what is on a watcher's screen
std::span<const Verb> owner_verbs();    // what the owner is told
std::span<const Sentence> sentences();  // cast, time, machines
std::span<const Sentence> receipt_sentences();

// "<rule> decides what bob sees"
void check_ruling(Stage& stage, Words& words);

// ---- parts of several steps ------------------------------------------------------------------------------

// "Family" of the owner, or "others".
GroupId take_group(Stage& stage, UserId owner, Words& words);
Activity take_activity(Words& words);
// "until 19:00", "for two hours"; kNoTime: neither comes.
Time take_until(Stage& stage, Words& words);
// "driving "home by seven" until 19:00".
Setting take_setting(Stage& stage, Words& words);

std::string described(const View& view);

// Fails the scenario.
[[noreturn]] void differs(const std::string& wanted, const std::string& is);

}  // namespace facet::scenarios
