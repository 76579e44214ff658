#include "client/cli/export_form.h"

#include <map>

namespace facet::cli {
namespace {

constexpr int kFormat = 1;  // grows when a field changes its meaning

using Names = std::map<UserId, std::string>;

Json members_of(const client::Group& group, const Names& names) {
  Json members = Json::array();
  for (const UserId member : group.members) {
    const auto name = names.find(member);
    const auto until = group.untils.find(member);
    members.push_back(Json{{"number", member.digits()},
                           {"name", name == names.end() ? "" : name->second},
                           {"until", until == group.untils.end() ? Json(nullptr) : json_of(until->second)}});
  }
  return members;
}

Json form_of(const client::Group& group, const Names& names, Time now) {
  Json json = json_of(group, now);
  json["members"] = members_of(group, names);
  json["automatic"] = json_of(group.automatics);
  json["schedule"] = json_of(group.schedule);
  return json;
}

Result<Names> add_contacts(Json& json, const client::Phone& phone) {
  const auto contacts = phone.contacts();
  if (!contacts) return fail(contacts.error());
  Names names;
  Json list = Json::array();
  for (const client::Contact& contact : *contacts) {
    names[contact.number] = contact.name;
    list.push_back(json_of(contact));
  }
  json["contacts"] = std::move(list);
  return names;
}

Status add_groups(Json& json, const client::Phone& phone, const Names& names, Time now) {
  const auto groups = phone.groups();
  if (!groups) return fail(groups.error());
  const auto zone = phone.zone();
  if (!zone) return fail(zone.error());
  Json list = Json::array();
  for (const client::Group& group : *groups) list.push_back(form_of(group, names, now));
  json["groups"] = std::move(list);
  json["zone"] = zone->empty() ? Json(nullptr) : Json(*zone);
  return {};
}

Status add_rules(Json& json, const client::Phone& phone) {
  const auto rules = phone.contact_rules();
  if (!rules) return fail(rules.error());
  Json overrides = Json::array();
  Json blocked = Json::array();
  for (const client::ContactRule& rule : *rules) {
    if (rule.override_setting) overrides.push_back(json_of_override(rule));
    if (rule.blocked) blocked.push_back(json_of(client::Contact{rule.number, rule.name}));
  }
  json["overrides"] = std::move(overrides);
  json["blocked"] = std::move(blocked);
  return {};
}

Status add_stances(Json& json, const client::Phone& phone) {
  const auto stances = phone.stances();
  if (!stances) return fail(stances.error());
  const auto strangers = phone.strangers();
  if (!strangers) return fail(strangers.error());
  Json list = Json::array();
  for (const client::ContactStance& stance : *stances) {
    list.push_back(Json{{"number", stance.number.digits()}, {"stance", name(stance.stance)}});
  }
  json["stances"] = std::move(list);
  json["strangers"] = *strangers == Strangers::unset ? Json(nullptr) : Json(name(*strangers));
  return {};
}

}  // namespace

Result<Json> export_of(const client::Phone& phone, Time now) {
  const client::Profile& profile = phone.profile();
  Json json{{"facet_export", kFormat},
            {"exported_at", json_of(now)},
            {"user", profile.user.digits()},
            {"device", profile.device.digits()},
            {"region", profile.region}};
  const auto names = add_contacts(json, phone);
  if (!names) return fail(names.error());
  if (auto added = add_groups(json, phone, *names, now); !added) return fail(added.error());
  if (auto added = add_rules(json, phone); !added) return fail(added.error());
  if (auto added = add_stances(json, phone); !added) return fail(added.error());
  return json;
}

}  // namespace facet::cli
