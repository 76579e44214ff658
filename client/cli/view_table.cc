#include "client/cli/view_table.h"

#include "client/cli/moments.h"
#include "client/cli/people.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"
#include "client/cli/width.h"
#include "client/cli/words.h"

namespace facet::cli {
namespace {

// Never told and told "unset" read the same: nothing is known.
View view_or_unknown(const client::ContactView& view) {
  return view.view.value_or(View{});
}

}  // namespace

std::vector<std::string> view_table(const std::vector<client::ContactView>& views, const Context& context,
                                    std::optional<std::size_t> width) {
  const Time now = context.world.now();
  const Zone& zone = context.world.zone;
  Table table{{tr("Name"), tr("Number"), tr("Status"), tr("Until"), tr("Since"), tr("Note")}};
  for (const client::ContactView& one : views) {
    const View view = view_or_unknown(one);
    table.add({{one.name},
               {shown_number(one.presentity)},
               {shown(view.activity), colour_of(view.activity)},
               {shown_time(view.until, now, zone)},
               {shown_ago(view.changed_at, now, zone), Colour::grey},
               {view.note}});
  }
  return table.lines(context.style, width);
}

std::string view_line(const client::ContactView& one, const Context& context) {
  const View view = view_or_unknown(one);
  const Time now = context.world.now();
  std::string line = shown_exact(now, context.world.zone) + "  " + shown_person(one.presentity, one.name) +
                     "  " + context.style.paint(colour_of(view.activity), shown(view.activity));
  if (view.until != kNoTime) line += " " + tr("until {}", shown_time(view.until, now, context.world.zone));
  if (!view.note.empty()) line += "  " + tr("“{}”", clean(view.note));
  return line;
}

}  // namespace facet::cli
