#include <array>

#include "tests/scenarios/steps.h"

// What phones do by themselves, and the end and the beginning of accounts.
namespace facet::scenarios {
namespace {

void connects(Stage& stage, const Actor& actor, Words&) {
  stage.report(actor, DeviceState::idle);
}

void loses(Stage& stage, const Actor& actor, Words&) {
  stage.world().lose(actor.user, actor.device);
}

void shuts_down(Stage& stage, const Actor& actor, Words&) {
  stage.report(actor, DeviceState::shutting_down);
  stage.world().lose(actor.user, actor.device);
}

void falls_asleep(Stage& stage, const Actor& actor, Words&) {
  stage.report(actor, DeviceState::asleep);
  stage.world().lose(actor.user, actor.device);
}

void calls(Stage& stage, const Actor& actor, Words&) {
  stage.report(actor, DeviceState::in_call);
}

void ends_call(Stage& stage, const Actor& actor, Words&) {
  stage.report(actor, DeviceState::idle);
}

void deletes_account(Stage& stage, const Actor& actor, Words&) {
  stage.erase_account(actor);
}

constexpr std::array<Verb, 8> kVerbs = {{
    {"connects", connects},
    {"loses the connection", loses},
    {"shuts down", shuts_down},
    {"falls asleep", falls_asleep},
    {"begins a call", calls},
    {"is still in the call", calls},
    {"ends the call", ends_call},
    {"deletes the account", deletes_account},
}};

}  // namespace

std::span<const Verb> device_verbs() {
  return kVerbs;
}

}  // namespace facet::scenarios
