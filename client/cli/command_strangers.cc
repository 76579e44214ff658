#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

Result<Exit> run_strangers(const Context& context, const std::string& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const bool take = typed == "take";
  if (auto set = (*phone)->set_strangers(take ? Strangers::take : Strangers::hold); !set)
    return fail(set.error());
  return finish_change(context, **phone,
                       {take ? tr("whoever shows you a status is shown to you")
                             : tr("only people you know or accepted are shown to you")},
                       Json{{"strangers", typed}});
}

}  // namespace

void add_strangers(CLI::App& facet, Selected& selected) {
  auto typed = std::make_shared<std::string>();
  CLI::App* command =
      facet.add_subcommand("strangers", tr("Hold back, or take, what people show you whom you do not know"));
  command->add_option("WHAT", *typed, tr("hold or take"))->required()->check(CLI::IsMember({"hold", "take"}));
  command->footer(examples({"facet strangers hold", "facet strangers take"}));
  command->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_strangers(context, *typed); };
  });
}

}  // namespace facet::cli
