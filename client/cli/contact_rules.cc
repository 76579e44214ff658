#include "client/cli/contact_rules.h"

#include "client/cli/moments.h"
#include "client/cli/people.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"
#include "client/cli/words.h"

namespace facet::cli {

Result<std::vector<client::ContactRule>> read_contact_rules(const Context& context, client::Phone& phone) {
  if (!context.options.offline) {
    if (const auto restored = phone.restore(context.options.timeout); !restored) {
      context.note(sentence_of(restored.error()));
      context.note(tr("what follows is the last that was known"));
    }
  }
  return phone.contact_rules();
}

std::vector<std::string> override_table(const std::vector<client::ContactRule>& rules,
                                        const Context& context) {
  const Time now = context.world.now();
  Table table{{tr("Name"), tr("Number"), tr("Status"), tr("Until"), tr("Note")}};
  for (const client::ContactRule& rule : rules) {
    if (!rule.override_setting) continue;
    const Setting& setting = *rule.override_setting;
    table.add({{rule.name},
               {shown_number(rule.number)},
               {shown(setting.activity), colour_of(setting.activity)},
               {shown_time(setting.until, now, context.world.zone)},
               {setting.note}});
  }
  return table.empty() ? std::vector<std::string>{} : table.lines(context.style);
}

}  // namespace facet::cli
