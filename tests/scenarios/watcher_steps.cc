#include <array>

#include "tests/scenarios/steps.h"

// What a watcher asks, and says of what it is shown.
namespace facet::scenarios {
namespace {

void asks(Stage& stage, const Actor& actor, Words& words) {
  stage.ask(actor, take_people(words));
}

void accepts(Stage& stage, const Actor& actor, Words& words) {
  stage.send(actor, WatchEdit{.accept = take_people(words)});
}

void mutes(Stage& stage, const Actor& actor, Words& words) {
  stage.send(actor, WatchEdit{.mute = take_people(words)});
}

void refuses(Stage& stage, const Actor& actor, Words& words) {
  stage.send(actor, WatchEdit{.refuse = take_people(words)});
}

void forgets(Stage& stage, const Actor& actor, Words& words) {
  stage.send(actor, WatchEdit{.forget = take_people(words)});
}

void takes_strangers(Stage& stage, const Actor& actor, Words&) {
  stage.send(actor, WatchEdit{.strangers = Strangers::take});
}

void holds_strangers(Stage& stage, const Actor& actor, Words&) {
  stage.send(actor, WatchEdit{.strangers = Strangers::hold});
}

constexpr std::array<Verb, 7> kVerbs = {{
    {"asks", asks},
    {"accepts", accepts},
    {"mutes", mutes},
    {"refuses", refuses},
    {"forgets", forgets},
    {"takes strangers", takes_strangers},
    {"holds strangers back", holds_strangers},
}};

}  // namespace

std::span<const Verb> watcher_verbs() {
  return kVerbs;
}

}  // namespace facet::scenarios
