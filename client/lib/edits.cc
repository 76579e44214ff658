#include "client/lib/edits.h"

#include <algorithm>

#include "schemas/decode.h"
#include "schemas/encode.h"

namespace facet::client {
namespace {

// `list` names the field of GroupEdit that `contacts` belong into.
void draft(std::vector<Draft>& drafts, GroupId group, const std::vector<UserId>& contacts,
           std::vector<UserId> GroupEdit::*list, Time until) {
  for (auto& some : cut(contacts)) {
    GroupEdit edit;
    edit.group = group;
    edit.*list = std::move(some);
    edit.until = until;
    drafts.push_back({GroupsEdit{{}, {std::move(edit)}}, {{group, Part::members}}});
  }
}

bool covers(const GroupSetting& newer, const GroupSetting& older) {
  const bool same_group = newer.group == older.group || (newer.group == kEveryGroup && older.group != kOther);
  return same_group && (newer.setting.until == kNoTime || older.setting.until != kNoTime);
}

template <typename Edit>
std::optional<Bytes> with_revision(Decoded<Edit> edit, Revision revision) {
  if (!edit) return std::nullopt;
  edit->revision = revision;
  return encode(*edit);
}

}  // namespace

std::vector<std::vector<UserId>> cut(std::vector<UserId> contacts) {
  std::sort(contacts.begin(), contacts.end());
  contacts.erase(std::unique(contacts.begin(), contacts.end()), contacts.end());
  std::vector<std::vector<UserId>> parts;
  for (std::size_t at = 0; at < contacts.size(); at += kContactsPerDraft) {
    const auto end = std::min(at + kContactsPerDraft, contacts.size());
    parts.emplace_back(contacts.begin() + static_cast<std::ptrdiff_t>(at),
                       contacts.begin() + static_cast<std::ptrdiff_t>(end));
  }
  return parts;
}

std::vector<Draft> draft_members(GroupId group, const std::vector<UserId>& add,
                                 const std::vector<UserId>& remove, Time until) {
  std::vector<Draft> drafts;
  draft(drafts, group, add, &GroupEdit::add, until);
  draft(drafts, group, remove, &GroupEdit::remove, kNoTime);
  return drafts;
}

topics::UpKind kind_of(const Draft& draft) {
  constexpr topics::UpKind kKinds[] = {topics::UpKind::groups, topics::UpKind::status, topics::UpKind::watch,
                                       topics::UpKind::account};
  return kKinds[draft.edit.index()];
}

Bytes stamped(const Draft& draft, Revision revision) {
  return std::visit(
      [&](auto edit) {
        edit.revision = revision;
        return encode(edit);
      },
      draft.edit);
}

std::optional<Bytes> restamped(topics::UpKind kind, std::string_view payload, Revision revision) {
  switch (kind) {
    case topics::UpKind::groups:
      return with_revision(decode_groups_edit(payload), revision);
    case topics::UpKind::status:
      return with_revision(decode_status_edit(payload), revision);
    case topics::UpKind::watch:
      return with_revision(decode_watch_edit(payload), revision);
    case topics::UpKind::account:
      return with_revision(decode_account_edit(payload), revision);
    case topics::UpKind::device:
    case topics::UpKind::ask:
    case topics::UpKind::query:
      break;
  }
  return std::nullopt;
}

bool covers(const StatusEdit& newer, const StatusEdit& older) {
  const bool more = !older.overrides.empty() || !older.block.empty() || !older.unblock.empty() ||
                    !older.automatics.empty() || !older.schedules.empty() || !older.zone.empty();
  if (more) return false;
  return std::all_of(older.settings.begin(), older.settings.end(), [&](const GroupSetting& old) {
    return std::any_of(newer.settings.begin(), newer.settings.end(),
                       [&](const GroupSetting& one) { return covers(one, old); });
  });
}

}  // namespace facet::client
