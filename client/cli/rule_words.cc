#include "client/cli/rule_words.h"

#include "client/cli/tr.h"
#include "client/cli/width.h"

namespace facet::cli {

Result<GroupNames> group_names(const client::Phone& phone) {
  const auto groups = phone.groups();
  if (!groups) return fail(groups.error());
  GroupNames names;
  for (const auto& group : *groups) names[group.id] = group.name;
  return names;
}

std::string name_of_group(Rule rule, GroupId group, const GroupNames& names) {
  const auto found = names.find(group);
  return rule == Rule::group && found != names.end() ? found->second : std::string{};
}

std::string shown(Rule rule, GroupId group, const GroupNames& names) {
  switch (rule) {
    case Rule::blocked:
      return tr("blocked");
    case Rule::override_setting:
      return tr("a status for this contact alone");
    case Rule::group: {
      const std::string name = name_of_group(rule, group, names);
      return tr("group {}", name.empty() ? group.digits() : clean(name));
    }
    default:
      return tr("in none of your groups");
  }
}

}  // namespace facet::cli
