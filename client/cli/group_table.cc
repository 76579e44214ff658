#include "client/cli/group_table.h"

#include "client/cli/json_forms.h"
#include "client/cli/moments.h"
#include "client/cli/tr.h"
#include "client/cli/width.h"
#include "client/cli/words.h"

namespace facet::cli {

std::string shown_group(const client::Group& group) {
  return group.id == kOther ? tr("(others)") : clean(group.name);
}

std::string shown_setting(const Setting& setting, const Context& context) {
  std::string text = shown(setting.activity);
  if (setting.until != kNoTime) {
    text += " " + tr("until {}", shown_time(setting.until, context.world.now(), context.world.zone));
  }
  if (!setting.note.empty()) text += " " + tr("“{}”", clean(setting.note));
  return text;
}

std::vector<std::string> group_table(const std::vector<client::Group>& groups, const Context& context) {
  const Time now = context.world.now();
  Table table{{">" + tr("Rank"), tr("Group"), ">" + tr("Members"), tr("Status"), tr("Until"), tr("Note")}};
  for (const client::Group& group : groups) {
    const bool other = group.id == kOther;
    const Setting& setting = setting_at(group, now);
    const bool told = setting.activity != Activity::unset;
    table.add(
        {{other ? "" : std::to_string(group.rank)},
         {shown_group(group), other ? Colour::grey : Colour::none},
         {other ? "" : std::to_string(group.members.size())},
         {told ? shown(setting.activity) : tr("not set"), told ? colour_of(setting.activity) : Colour::grey},
         {shown_time(setting.until, now, context.world.zone)},
         {setting.note}});
  }
  return table.lines(context.style);
}

}  // namespace facet::cli
