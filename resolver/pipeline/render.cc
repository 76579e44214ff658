#include "resolver/pipeline/render.h"

#include <map>

#include "resolver/domain/decide.h"
#include "resolver/domain/rules.h"
#include "schemas/encode.h"
#include "schemas/topics.h"

namespace facet::resolver {

namespace {

Messages messages_of(UserId presentity, const Registry& registry, std::vector<Shown> views) {
  Messages messages;
  for (auto& shown : views) {
    auto watchers = registry.only(std::move(shown.watchers));
    if (!watchers.empty())
      messages.push_back(ShowMessage{presentity, encode(shown.view), std::move(watchers)});
  }
  return messages;
}

}  // namespace

Messages render_audience(const Presentity& presentity, const Registry& registry, GroupId group, Time now) {
  return messages_of(presentity.id(), registry, audience_views(presentity, group, now));
}

Messages render_presence(const Presentity& presentity, const Registry& registry, Time now, Time carried_out) {
  return messages_of(presentity.id(), registry, presence_views(presentity, now, carried_out));
}

Messages render_watcher(const Presentity& presentity, const Registry& registry, UserId watcher, Time now) {
  if (!registry.contains(watcher)) return {};
  const auto view = retained_view(presentity, watcher, now);
  return {ShowMessage{presentity.id(), view ? encode(*view) : Bytes{}, {watcher}}};
}

Messages render_own_group(const Presentity& presentity, GroupId group) {
  const auto own = own_group(presentity, group);
  return {TopicMessage{topics::build(topics::Own{presentity.id(), group}), own ? encode(*own) : Bytes{}}};
}

Messages render_own_members(const Presentity& presentity, GroupId group) {
  const auto own = own_members(presentity, group);
  return {
      TopicMessage{topics::build(topics::OwnMembers{presentity.id(), group}), own ? encode(*own) : Bytes{}}};
}

Messages render_everything(const Presentity& presentity, const Registry& registry, Time now) {
  std::map<Bytes, std::vector<UserId>> by_view;
  for (const auto& [id, contact] : presentity.contacts()) {
    if (!registry.contains(id)) continue;
    if (const auto view = retained_view(presentity, id, now)) by_view[encode(*view)].push_back(id);
  }
  Messages messages;
  for (auto& [view, watchers] : by_view)
    messages.push_back(ShowMessage{presentity.id(), view, std::move(watchers)});
  for (const auto& [id, group] : presentity.groups()) {
    if (!group.exists() || (id == kOther && group.setting_revision == Revision{})) continue;
    for (auto& message : render_own_group(presentity, id)) messages.push_back(std::move(message));
    if (presentity.member_count(id) == 0) continue;
    for (auto& message : render_own_members(presentity, id)) messages.push_back(std::move(message));
  }
  return messages;
}

std::size_t weight(const Message& message) {
  const auto* show = std::get_if<ShowMessage>(&message);
  return show == nullptr ? 1 : show->watchers.size();
}

}  // namespace facet::resolver
