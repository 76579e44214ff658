#include <array>

#include "tests/scenarios/steps.h"

// The cast, the clock, the machines; and what a receipt says.
namespace facet::scenarios {
namespace {

// ---- before anything happens -----------------------------------------------------------------------------

void it_is(Stage& stage, Words& words) {
  // The zone stands behind the time that is read in it.
  Words ahead = words;
  for (; !ahead.done() && ahead.peek() != "in"; ahead.word("a time")) {
  }
  if (ahead.take("in")) {
    const std::string name = ahead.word("a time zone");
    const auto zone = stage.zones().find(name);
    if (!zone) throw ScriptError("there is no time zone '" + name + "'");
    stage.calendar().use(zone);
  }
  stage.settings().begin = stage.calendar().next(words, stage.settings().begin);
  if (words.take("in")) words.word("a time zone");
}

void damping_is_on(Stage& stage, Words&) {
  stage.settings().damping = true;
}

void grace_is(Stage& stage, Words& words) {
  stage.settings().grace = take_duration(words);
}

void follow_is(Stage& stage, Words& words) {
  stage.settings().follow = take_duration(words);
}

// ---- the cast
// ----------------------------------------------------------------------------------------------

// Each has a phone that has connected and holds the others in its address book.
void people(Stage& stage, Words& words) {
  const auto cast = take_people(words);
  for (const UserId user : cast) {
    stage.introduce(user);
    stage.report({user}, DeviceState::idle);
    WatchEdit book;
    for (const UserId other : cast) {
      if (other != user) book.accept.push_back(other);
    }
    if (!book.accept.empty()) stage.send(Actor{user}, std::move(book));
  }
}

// They have a phone, and hold nobody in their address books.
void strangers(Stage& stage, Words& words) {
  for (const UserId user : take_people(words)) {
    stage.introduce(user);
    stage.report({user}, DeviceState::idle);
  }
}

// ---- time
// --------------------------------------------------------------------------------------------------

void at(Stage& stage, Words& words) {
  const Instant now = stage.world().now();
  const Instant to{stage.calendar().next(words, to_time(now))};
  if (to <= now) throw ScriptError("that time is over");
  stage.world().pass(to - now);
}

// ---- machines
// ----------------------------------------------------------------------------------------------

template <Event event>
void happens(Stage& stage, Words&) {
  stage.world().happen(event);
}

void comes_again(Stage& stage, Words&) {
  stage.repeat();
}

void no_topic_is_left(Stage& stage, Words& words) {
  const UserId user = take_person(words);
  stage.checked();
  const auto left = stage.world().topics_of(user);
  if (!left.empty()) throw ScriptError("there is " + left.front());
}

// ---- receipts
// ----------------------------------------------------------------------------------------------

void check_outcome(Stage& stage, Outcome wanted) {
  const Receipt& receipt = stage.receipt();
  stage.checked();
  if (receipt.outcome != wanted)
    differs(std::string{name(wanted)}, std::string{name(receipt.outcome)} + " " + receipt.limit);
}

void is_accepted(Stage& stage, Words&) {
  check_outcome(stage, Outcome::accepted);
}

void is_stale(Stage& stage, Words&) {
  check_outcome(stage, Outcome::stale);
}

void is_refused(Stage& stage, Words& words) {
  const std::string wanted = words.word("a reason");
  check_outcome(stage, Outcome::refused);
  const std::string is{name(stage.receipt().reason)};
  if (is != wanted) differs(wanted, is);
}

constexpr std::array<Sentence, 18> kSentences = {{
    {"it is", it_is},
    {"damping is on", damping_is_on},
    {"the grace is", grace_is},
    {"who asks is kept up to date for", follow_is},
    {"people:", people},
    {"strangers:", strangers},
    {"at", at},
    {"the resolver stops", happens<Event::resolver_stops>},
    {"the resolver starts", happens<Event::resolver_starts>},
    {"the resolver crashes", happens<Event::resolver_crashes>},
    {"the broker restarts without farewells", happens<Event::broker_restarts>},
    {"the broker forgets everything", happens<Event::broker_forgets>},
    {"the broker saves", happens<Event::broker_saves>},
    {"the broker returns to its save", happens<Event::broker_returns_to_save>},
    {"the broker takes nothing more", happens<Event::broker_takes_nothing>},
    {"somebody sets the clock back two hours", happens<Event::clock_set_back_two_hours>},
    {"the same message comes again", comes_again},
    {"no topic is left of", no_topic_is_left},
}};

constexpr std::array<Sentence, 3> kReceipts = {{
    {"it is accepted", is_accepted},
    {"it is stale", is_stale},
    {"it is refused:", is_refused},
}};

}  // namespace

std::span<const Sentence> sentences() {
  return kSentences;
}

std::span<const Sentence> receipt_sentences() {
  return kReceipts;
}

}  // namespace facet::scenarios
