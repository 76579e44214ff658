#include "client/lib/edits.h"

#include <algorithm>

#include "schemas/decode.h"
#include "schemas/encode.h"

namespace facet::client {
namespace {

// Cuts `contacts` into drafts; `list` names the field of GroupEdit they belong into.
void cut(std::vector<Draft>& drafts, GroupId group, const std::vector<UserId>& contacts,
         std::vector<UserId> GroupEdit::*list) {
  for (std::size_t at = 0; at < contacts.size(); at += kContactsPerDraft) {
    const auto end = std::min(at + kContactsPerDraft, contacts.size());
    GroupEdit edit;
    edit.group = group;
    (edit.*list)
        .assign(contacts.begin() + static_cast<std::ptrdiff_t>(at),
                contacts.begin() + static_cast<std::ptrdiff_t>(end));
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

std::vector<Draft> draft_members(GroupId group, const std::vector<UserId>& add,
                                 const std::vector<UserId>& remove) {
  std::vector<Draft> drafts;
  cut(drafts, group, add, &GroupEdit::add);
  cut(drafts, group, remove, &GroupEdit::remove);
  return drafts;
}

topics::UpKind kind_of(const Draft& draft) {
  return std::holds_alternative<GroupsEdit>(draft.edit) ? topics::UpKind::groups : topics::UpKind::status;
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
  if (kind == topics::UpKind::groups) return with_revision(decode_groups_edit(payload), revision);
  if (kind == topics::UpKind::status) return with_revision(decode_status_edit(payload), revision);
  return std::nullopt;
}

bool covers(const StatusEdit& newer, const StatusEdit& older) {
  if (!older.overrides.empty() || !older.block.empty() || !older.unblock.empty()) return false;
  return std::all_of(older.settings.begin(), older.settings.end(), [&](const GroupSetting& old) {
    return std::any_of(newer.settings.begin(), newer.settings.end(),
                       [&](const GroupSetting& one) { return covers(one, old); });
  });
}

}  // namespace facet::client
