#include <array>
#include <charconv>

#include "schemas/decode.h"
#include "tests/scenarios/steps.h"

// What only the one who asks is told: why somebody sees something, the log, who shows one something.
namespace facet::scenarios {
namespace {

std::string rule_name(const Stage& stage, UserId owner, Rule rule, GroupId group) {
  switch (rule) {
    case Rule::blocked:
      return "a block";
    case Rule::override_setting:
      return "a setting of their own";
    case Rule::group:
      return stage.group_name(owner, group);
    case Rule::other:
      return "others";
    case Rule::unset:
      break;
  }
  return "no rule";
}

Receipt ask(Stage& stage, UserId user, QueryKind kind, UserId subject = {}) {
  auto receipt = stage.query(user, kind, subject);
  if (!receipt) throw ScriptError("this cannot be asked here");
  return *receipt;
}

std::string take_rule(Words& words) {
  for (const std::string_view name : {"a block", "a setting of their own"}) {
    if (words.take(name)) return std::string{name};
  }
  return words.word("a group, 'others', 'a block' or 'a setting of their own'");
}

// "status: Family driving 2, others off 1", of the latest entry.
void log_says(Stage& stage, const Actor& actor, Words& words) {
  std::string wanted = words.word("a cause") + ":";
  words.need(":");
  if (!words.take("nobody")) {
    do {
      wanted += " " + take_rule(words);
      wanted += " " + std::string{name(take_activity(words))};
      wanted += " " + words.word("how many") + ",";
    } while (words.take(","));
  }
  const auto receipt = ask(stage, actor.user, QueryKind::log);
  stage.checked();
  if (receipt.log.empty()) differs(wanted, "an empty log");
  const LogEntry& entry = receipt.log.front();
  std::string is = std::string{name(entry.cause)} + ":";
  for (const auto& line : entry.lines) {
    is += " " + rule_name(stage, actor.user, line.rule, line.group) + " " + std::string{name(line.activity)} +
          " " + std::to_string(line.watchers) + ",";
  }
  if (is != wanted) differs(wanted, is);
}

void log_is_empty(Stage& stage, const Actor& actor, Words&) {
  const auto receipt = ask(stage, actor.user, QueryKind::log);
  stage.checked();
  if (!receipt.log.empty()) throw ScriptError("it has entries");
}

std::string described(const Source& source) {
  std::string text = name_of(source.presentity);
  if (source.stance != Stance::none) text += " " + std::string{name(source.stance)};
  text += source.known ? " known" : "";
  return text + (source.published ? " published" : " held") + ",";
}

// "sources: alice accepted published, dave held"; "sources: none".
void sources_are(Stage& stage, const Actor& actor, Words& words) {
  std::string wanted;
  if (!words.take("none")) {
    do {
      for (; !words.done() && words.peek() != ","; wanted += words.word("a source") + " ") {
      }
      wanted.back() = ',';
    } while (words.take(","));
  }
  const auto receipt = ask(stage, actor.user, QueryKind::sources);
  stage.checked();
  std::string is;
  for (const auto& source : receipt.sources) is += described(source);
  if (is != wanted) differs("'" + wanted + "'", "'" + is + "'");
}

// The owner's own copy of a group: "finds Family 1 driving: bob carol"; "finds no Family".
void finds(Stage& stage, const Actor& actor, Words& words) {
  const bool none = words.take("no");
  const GroupId group = take_group(stage, actor.user, words);
  const Bytes bytes = stage.world().retained(actor.user, topics::Own{actor.user, group});
  stage.checked();
  if (none) {
    if (!bytes.empty()) throw ScriptError("it is there");
    return;
  }
  const auto own = decode_own_group(bytes);
  if (!own) throw ScriptError("it is not there");
  if (const std::string rank = words.word("a rank"); rank != std::to_string(own->rank))
    differs("rank " + rank, std::to_string(own->rank));
  const Activity activity = take_activity(words);
  const Activity is = own->temporary ? own->temporary->activity : own->base.activity;
  if (is != activity) differs(std::string{name(activity)}, std::string{name(is)});
  if (!words.take(":")) return;
  auto people = take_people(words);
  std::sort(people.begin(), people.end());
  const auto members =
      decode_own_members(stage.world().retained(actor.user, topics::OwnMembers{actor.user, group}));
  if (!members || members->members != people) throw ScriptError("the members are others");
}

constexpr std::array<Verb, 4> kVerbs = {{
    {"log says:", log_says},
    {"log is empty", log_is_empty},
    {"sources:", sources_are},
    {"finds", finds},
}};

}  // namespace

std::span<const Verb> owner_verbs() {
  return kVerbs;
}

// "Family decides what bob sees", "others decides what dave sees of carol", ", under a call" behind it.
void check_ruling(Stage& stage, Words& words) {
  std::string wanted = take_rule(words);
  words.need("decides what");
  const UserId watcher = take_person(words);
  words.need("sees");
  const UserId owner = words.take("of") ? take_person(words) : stage.presentity();
  if (words.take(", under a call")) wanted += " under a call";
  if (words.take(", under an absence")) wanted += " under an absence";
  const auto receipt = ask(stage, owner, QueryKind::view_as, watcher);
  stage.checked();
  if (receipt.seen.size() != 1) differs(wanted, "no answer");
  const Seen& seen = receipt.seen.front();
  std::string is = rule_name(stage, owner, seen.rule, seen.group);
  if (seen.overlay == Overlay::in_call) is += " under a call";
  if (seen.overlay == Overlay::off) is += " under an absence";
  if (is != wanted) differs(wanted, is);
}

}  // namespace facet::scenarios
