#include "tests/scenarios/run.h"

#include "tests/scenarios/steps.h"

namespace facet::scenarios {
namespace {

template <typename Table, typename... Arguments>
bool play_one_of(const Table& table, Words& words, Arguments&... arguments) {
  for (const auto& one : table) {
    Words tried = words;
    // `people:` is two words to Words.
    std::string wanted{one.words};
    if (wanted.ends_with(':')) wanted.insert(wanted.size() - 1, " ");
    if (!tried.take(wanted)) continue;
    words = tried;
    one.play(arguments..., words);
    return true;
  }
  return false;
}

// What is said at the end of a step about when the message was made.
std::string without_time_made(Stage& stage, const std::string& text) {
  constexpr std::string_view kMade = ", made at ";
  stage.made_at.reset();
  const auto at = text.rfind(kMade);
  if (at == std::string::npos) return text;
  Words words(text.substr(at + kMade.size()));
  stage.made_at = Instant{stage.calendar().last(words, to_time(stage.world().now()))};
  words.end();
  return text.substr(0, at);
}

bool play_actor(Stage& stage, Words& words) {
  const auto actor = take_actor(words);
  if (!actor) return false;
  stage.tick();
  for (const auto& verbs :
       {device_verbs(), group_verbs(), status_verbs(), watcher_verbs(), seeing_verbs(), owner_verbs()}) {
    if (play_one_of(verbs, words, stage, *actor)) return true;
  }
  words.wrong("a verb");
}

void play(Stage& stage, const std::string& whole) {
  const bool is_ruling = whole.find(" decides what ") != std::string::npos;
  if (Words words(whole); play_one_of(receipt_sentences(), words, stage)) return words.end();
  stage.settle_receipt();
  Words words(without_time_made(stage, whole));
  if (is_ruling) {
    check_ruling(stage, words);
  } else if (is_duration(words)) {
    stage.world().pass(take_duration(words));
    if (!words.take("pass")) words.need("passes");
  } else if (words.peek() == "at") {
    play_one_of(sentences(), words, stage);
    if (!words.done() && !play_actor(stage, words)) words.wrong("a person who does or sees something");
  } else if (!play_one_of(sentences(), words, stage) && !play_actor(stage, words)) {
    throw ScriptError("nobody understands this step");
  }
  words.end();
}

}  // namespace

std::string run(const Scenario& scenario, World& world, resolver::Zones& zones) {
  Stage stage(world, zones);
  int line = scenario.line;
  std::string text = scenario.name;
  try {
    for (const auto& step : scenario.steps) {
      line = step.line;
      text = step.text;
      play(stage, step.text);
    }
    stage.settle_receipt();
    if (stage.checks() == 0) throw ScriptError("this scenario checks nothing");
  } catch (const ScriptError& error) {
    return scenario.file + ":" + std::to_string(line) + ": " + text + ": " + error.what() + " (" +
           scenario.name + ")";
  }
  return {};
}

}  // namespace facet::scenarios
