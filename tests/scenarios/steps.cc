#include "tests/scenarios/steps.h"

#include <array>
#include <cstdio>
#include <ctime>

namespace facet::scenarios {
namespace {

std::string utc(Time time) {
  const auto seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S UTC", &parts);
  return text.data();
}

}  // namespace

GroupId take_group(Stage& stage, UserId owner, Words& words) {
  if (words.take("others")) return kOther;
  return stage.group(owner, words.word("a group"));
}

Activity take_activity(Words& words) {
  const auto activity = parse_activity(words.peek());
  if (!activity) words.wrong("an activity (free, busy, driving, in_call, off, ...)");
  words.word("an activity");
  return *activity;
}

Time take_until(Stage& stage, Words& words) {
  const Time now = to_time(stage.world().now());
  if (words.take("until")) return stage.calendar().next(words, now);
  if (words.peek() == "for" && words.take("for")) return now + take_duration(words);
  return kNoTime;
}

Setting take_setting(Stage& stage, Words& words) {
  Setting setting;
  setting.activity = take_activity(words);
  setting.note = words.quoted().value_or("");
  setting.until = take_until(stage, words);
  return setting;
}

std::string described(const View& view) {
  if (view == View{}) return "nothing";
  std::string text{name(view.activity)};
  if (!view.note.empty()) text += " \"" + view.note + "\"";
  if (view.until != kNoTime) text += " until " + utc(view.until);
  if (view.changed_at != kNoTime) text += " since " + utc(view.changed_at);
  return text;
}

void differs(const std::string& wanted, const std::string& is) {
  throw ScriptError("should be " + wanted + ", but is " + is);
}

}  // namespace facet::scenarios
