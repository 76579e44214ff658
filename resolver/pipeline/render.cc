#include "resolver/pipeline/render.h"

#include <map>

#include "resolver/domain/decide.h"
#include "resolver/domain/rules.h"
#include "schemas/encode.h"
#include "schemas/topics.h"

namespace facet::resolver {

namespace {

Result<Messages> messages_of(const Presentity& presentity, const Readers& readers, std::vector<Shown> views) {
  Messages messages;
  for (auto& shown : views) {
    auto watchers = readers.only(presentity, std::move(shown.watchers));
    if (!watchers) return fail(watchers.error());
    if (watchers->empty()) continue;
    messages.push_back(ShowMessage{presentity.id(), encode(shown.view), std::move(*watchers), shown.until});
  }
  return messages;
}

Message emptied(const Presentity& presentity, UserId watcher) {
  return ShowMessage{presentity.id(), Bytes{}, {watcher}, kNoTime};
}

}  // namespace

Result<Messages> render_audience(const Presentity& presentity, const Readers& readers, GroupId group,
                                 Time now) {
  return messages_of(presentity, readers, audience_views(presentity, group, now));
}

Result<Messages> render_presence(const Presentity& presentity, const Readers& readers, Flip flip, Time now,
                                 Time carried_out) {
  return messages_of(presentity, readers, presence_views(presentity, flip, now, carried_out));
}

Result<Messages> render_watcher(const Presentity& presentity, const Readers& readers, UserId watcher,
                                Time now) {
  const auto takes = readers.takes(presentity, watcher);
  if (!takes) return fail(takes.error());
  if (!*takes) return Messages{};
  const auto view = retained_view(presentity, watcher, now);
  if (!view) return Messages{emptied(presentity, watcher)};
  return Messages{
      ShowMessage{presentity.id(), encode(*view), {watcher}, retained_until(presentity, watcher, now)}};
}

Result<Messages> render_withdrawn(const Presentity& presentity, const Readers& readers, UserId watcher,
                                  Time now) {
  const auto takes = readers.takes(presentity, watcher);
  if (!takes) return fail(takes.error());
  if (*takes && retained_view(presentity, watcher, now)) return Messages{};
  return Messages{emptied(presentity, watcher)};
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

Result<Messages> render_everything(const Presentity& presentity, const Readers& readers, Time now) {
  const Moment moment(presentity, now);
  std::map<std::pair<Bytes, Time>, std::vector<UserId>> by_view;
  for (const auto& [id, contact] : presentity.contacts()) {
    if (!moment.has_topic(id, &contact)) continue;
    by_view[{encode(moment.view(id, &contact)), moment.topic_until(id, &contact)}].push_back(id);
  }
  Messages messages;
  for (auto& [shown, watchers] : by_view) {
    auto takers = readers.only(presentity, std::move(watchers));
    if (!takers) return fail(takers.error());
    if (takers->empty()) continue;
    messages.push_back(ShowMessage{presentity.id(), shown.first, std::move(*takers), shown.second});
  }
  for (const auto& [id, group] : presentity.groups()) {
    const bool told = group.setting_revision != Revision{} || group.automatics_revision != Revision{} ||
                      group.schedule_revision != Revision{};
    if (!group.exists() || (id == kOther && !told)) continue;
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
