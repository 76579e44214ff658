#include "resolver/domain/decide.h"

namespace facet::resolver {

std::optional<OwnGroup> own_group(const Presentity& presentity, GroupId id) {
  const auto* group = presentity.existing_group(id);
  if (group == nullptr) return std::nullopt;
  OwnGroup own{std::max(group->name_revision, group->rank_revision),
               group->name,
               group->rank,
               group->base,
               group->temporary,
               group->setting_revision,
               group->members_revision,
               static_cast<std::uint32_t>(presentity.member_count(id)),
               group->automatics,
               group->automatics_revision,
               group->schedule,
               group->schedule_revision,
               {}};
  if (!group->schedule.empty()) own.zone = presentity.account().zone;
  return own;
}

std::optional<OwnMembers> own_members(const Presentity& presentity, GroupId id) {
  const auto* group = presentity.existing_group(id);
  if (group == nullptr || id == kOther) return std::nullopt;
  OwnMembers own{group->members_revision, presentity.members(id), {}};
  bool any_ends = false;
  for (const UserId member : own.members) {
    own.untils.push_back(presentity.membership(member, id)->until);
    any_ends = any_ends || own.untils.back() != kNoTime;
  }
  if (!any_ends) own.untils.clear();
  return own;
}

}  // namespace facet::resolver
