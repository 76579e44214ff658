#include "resolver/domain/decide.h"

namespace facet::resolver {

std::optional<OwnGroup> own_group(const Presentity& presentity, GroupId id) {
  const auto* group = presentity.existing_group(id);
  if (group == nullptr) return std::nullopt;
  return OwnGroup{std::max(group->name_revision, group->rank_revision),
                  group->name,
                  group->rank,
                  group->base,
                  group->temporary,
                  group->setting_revision,
                  group->members_revision,
                  static_cast<std::uint32_t>(presentity.member_count(id))};
}

std::optional<OwnMembers> own_members(const Presentity& presentity, GroupId id) {
  const auto* group = presentity.existing_group(id);
  if (group == nullptr || id == kOther) return std::nullopt;
  return OwnMembers{group->members_revision, presentity.members(id)};
}

}  // namespace facet::resolver
