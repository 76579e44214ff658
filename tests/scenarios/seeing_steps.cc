#include <array>

#include "schemas/decode.h"
#include "tests/scenarios/steps.h"

// What is on a watcher's screen, and what came there.
namespace facet::scenarios {
namespace {

struct Wanted {
  View view;  // View{}: nothing
  std::optional<Time> since;
};

// Whom the watcher looks at: named, or the first of the scenario's people.
UserId take_presentity(Stage& stage, Words& words) {
  return person_of(words.peek()) ? take_person(words) : stage.presentity();
}

Wanted take_wanted(Stage& stage, Words& words) {
  Wanted wanted;
  if (words.take("nothing")) return wanted;
  const Setting setting = take_setting(stage, words);
  wanted.view = View{setting.activity, setting.note, kNoTime, setting.until};
  if (words.take("since")) wanted.since = stage.calendar().last(words, to_time(stage.world().now()));
  if (wanted.view.activity == Activity::off) wanted.since = kNoTime;  // it never tells since when
  return wanted;
}

bool fits(const View& view, const Wanted& wanted) {
  View without = view;
  without.changed_at = kNoTime;
  return without == wanted.view && (!wanted.since || view.changed_at == *wanted.since);
}

void check(const View& view, const Wanted& wanted) {
  View expected = wanted.view;
  expected.changed_at = wanted.since.value_or(kNoTime);
  if (!fits(view, wanted)) differs(described(expected), described(view));
}

View retained_view(Stage& stage, UserId watcher, UserId presentity) {
  const Bytes bytes = stage.world().retained(watcher, topics::In{watcher, presentity});
  if (bytes.empty()) return View{};
  const auto view = decode_view(bytes);
  if (!view) throw ScriptError("what is retained for " + name_of(watcher) + " is no View");
  return *view;
}

// The retained topic, and what a question would be answered. Who is kept up to date for having asked is not
// made to ask: that would prolong it. The rules are asked as the owner does instead.
void check_screen(Stage& stage, UserId watcher, UserId presentity, const Wanted& wanted) {
  stage.checked();
  check(retained_view(stage, watcher, presentity), wanted);
  if (wanted.view == View{}) return;
  const auto as = stage.query(presentity, QueryKind::view_as, watcher);
  if (!as) return;
  if (as->seen.size() != 1 || !fits(as->seen.front().view, wanted))
    throw ScriptError("that is retained, but the rules say " +
                      (as->seen.empty() ? "nothing" : described(as->seen.front().view)));
  if (as->seen.front().follows_until != kNoTime) return;
  const auto answer = stage.answer(watcher, presentity);
  if (answer && !fits(*answer, wanted))
    throw ScriptError("that is retained, but a question is answered " + described(*answer));
}

void sees(Stage& stage, const Actor& actor, Words& words) {
  const UserId presentity = take_presentity(stage, words);
  check_screen(stage, actor.user, presentity, take_wanted(stage, words));
  stage.news(actor.user, presentity);
}

std::size_t take_times(Words& words) {
  if (words.take("nothing")) return 0;
  if (words.take("once")) return 1;
  if (words.take("twice")) return 2;
  if (words.take("three times")) return 3;
  words.wrong("'nothing', 'once', 'twice' or 'three times'");
}

void check_news(Stage& stage, UserId watcher, UserId presentity, std::size_t wanted) {
  stage.checked();
  const std::size_t news = stage.news(watcher, presentity);
  if (news != wanted) differs(std::to_string(wanted) + " messages since the last look", std::to_string(news));
}

void is_told(Stage& stage, const Actor& actor, Words& words) {
  const UserId presentity = words.take("of") ? take_person(words) : stage.presentity();
  check_news(stage, actor.user, presentity, take_times(words));
}

void is_sent(Stage& stage, const Actor& actor, Words& words) {
  const UserId presentity = take_presentity(stage, words);
  const Wanted wanted = take_wanted(stage, words);
  words.need(",");
  check_news(stage, actor.user, presentity, take_times(words));
  check_screen(stage, actor.user, presentity, wanted);
}

void is_answered(Stage& stage, const Actor&, Words& words) {
  const Wanted wanted = take_wanted(stage, words);
  const auto& answers = stage.receipt().answers;
  stage.checked();
  if (answers.size() != 1) differs("one answer", std::to_string(answers.size()));
  check(answers.front().view, wanted);
}

// Nobody can tell by the bytes what is different between them.
void sees_the_same(Stage& stage, const Actor& actor, Words& words) {
  const UserId other = take_person(words);
  words.need("are shown the same");
  const UserId presentity = stage.presentity();
  const Bytes one = stage.world().retained(actor.user, topics::In{actor.user, presentity});
  stage.checked();
  if (one.empty() || one != stage.world().retained(other, topics::In{other, presentity}))
    throw ScriptError("they are shown different bytes, or nothing");
}

void screen_lasts(Stage& stage, const Actor& actor, Words& words) {
  const bool for_good = words.take("for good");
  const auto wanted = for_good ? std::chrono::seconds{0} : take_duration(words);
  const auto expiry = stage.world().expiry(topics::In{actor.user, stage.presentity()});
  stage.checked();
  const auto is = expiry.value_or(std::chrono::seconds{0});
  if (is != wanted) differs(std::to_string(wanted.count()) + " s", std::to_string(is.count()) + " s");
}

constexpr std::array<Verb, 6> kVerbs = {{
    {"sees", sees},
    {"is told", is_told},
    {"is sent", is_sent},
    {"is answered", is_answered},
    {"and", sees_the_same},
    {"keeps what is shown", screen_lasts},
}};

}  // namespace

std::span<const Verb> seeing_verbs() {
  return kVerbs;
}

}  // namespace facet::scenarios
