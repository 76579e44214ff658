#include "client/cli/json_forms.h"

#include "client/cli/automatic_words.h"
#include "client/cli/exit_code.h"
#include "client/cli/moments.h"
#include "client/cli/week.h"

namespace facet::cli {
namespace {

// A number that this version does not know keeps its number: "unknown" alone would lose it.
void put_activity(Json& json, Activity activity) {
  json["activity"] = name(activity);
  if (name(activity) == "unknown") json["activity_number"] = static_cast<unsigned>(activity);
}

}  // namespace

Json json_of(Time time) {
  return time == kNoTime ? Json(nullptr) : Json(iso8601(time));
}

Json json_of(const Setting& setting) {
  if (setting.activity == Activity::unset) return nullptr;
  Json json;
  put_activity(json, setting.activity);
  json["note"] = setting.note;
  json["until"] = json_of(setting.until);
  json["changed_at"] = json_of(setting.changed_at);
  return json;
}

Json json_of(const View& view) {
  if (view.activity == Activity::unset) return nullptr;
  Json json;
  put_activity(json, view.activity);
  json["note"] = view.note;
  json["changed_at"] = json_of(view.changed_at);
  json["until"] = json_of(view.until);
  return json;
}

Json json_of(const client::Contact& contact) {
  return Json{{"number", contact.number.digits()}, {"name", contact.name}};
}

Json json_of(const client::ContactView& view) {
  return Json{{"number", view.presentity.digits()},
              {"name", view.name},
              {"view", view.view ? json_of(*view.view) : Json(nullptr)}};
}

Json json_of_override(const client::ContactRule& rule) {
  return Json{{"number", rule.number.digits()},
              {"name", rule.name},
              {"setting", rule.override_setting ? json_of(*rule.override_setting) : Json(nullptr)}};
}

Json json_of(const Answer& answer) {
  return Json{{"presentity", answer.presentity.digits()}, {"view", json_of(answer.view)}};
}

Json json_of(const client::Group& group, Time now) {
  return Json{{"id", group.id.digits()},
              {"name", group.name},
              {"rank", group.id == kOther ? Json(nullptr) : Json(group.rank)},
              {"members", group.members.size()},
              {"setting", json_of(setting_at(group, now))},
              {"base", json_of(group.base)},
              {"temporary", group.temporary ? json_of(*group.temporary) : Json(nullptr)}};
}

Json json_of(const Automatics& automatics) {
  return Json{{"off", word_of(automatics.off)}, {"in_call", word_of(automatics.in_call)}};
}

Json json_of(const ScheduleEntry& entry) {
  Json json{
      {"days", day_words(entry.days)}, {"from", shown_clock(entry.from)}, {"to", shown_clock(entry.to)}};
  put_activity(json, entry.activity);
  json["note"] = entry.note;
  return json;
}

Json json_of(const Schedule& schedule) {
  Json json = Json::array();
  for (const ScheduleEntry& entry : schedule) json.push_back(json_of(entry));
  return json;
}

Json json_of(const LogEntry& entry, const GroupNames& names) {
  Json lines = Json::array();
  for (const LogLine& line : entry.lines) {
    const std::string group = name_of_group(line.rule, line.group, names);
    Json json{{"rule", name(line.rule)}, {"group", group.empty() ? Json(nullptr) : Json(group)}};
    put_activity(json, line.activity);
    json["watchers"] = line.watchers;
    lines.push_back(std::move(json));
  }
  return Json{{"at", json_of(entry.at)},
              {"cause", name(entry.cause)},
              {"device", entry.device.valid() ? Json(entry.device.digits()) : Json(nullptr)},
              {"shown", std::move(lines)}};
}

Json json_of(const Receipt& receipt) {
  Json json{{"outcome", name(receipt.outcome)}, {"reason", name(receipt.reason)}};
  if (!receipt.limit.empty()) json["limit"] = receipt.limit;
  if (receipt.limit_value != 0) json["limit_value"] = receipt.limit_value;
  return json;
}

Json json_of(const std::vector<UserId>& users) {
  Json json = Json::array();
  for (const UserId user : users) json.push_back(user.digits());
  return json;
}

Json json_of(const Error& error) {
  return Json{{"ok", false}, {"error", name_of(error)}, {"message", sentence_of(error)}};
}

const Setting& setting_at(const client::Group& group, Time now) {
  const bool holds = group.temporary && (group.temporary->until == kNoTime || group.temporary->until > now);
  return holds ? *group.temporary : group.base;
}

}  // namespace facet::cli
