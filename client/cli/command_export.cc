#include "client/cli/command.h"
#include "client/cli/export_form.h"
#include "client/cli/json_forms.h"
#include "client/cli/new_file.h"
#include "client/cli/rule_words.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

// What other devices changed, what no topic brings, and the log.
Result<Json> log_from_server(const Context& context, client::Phone& phone) {
  const auto limit = context.options.timeout;
  if (const auto synced = phone.sync(limit); !synced) return fail(synced.error());
  if (auto restored = phone.restore(limit); !restored) return fail(restored.error());
  const auto log = phone.log(limit);
  if (!log) return fail(log.error());
  const auto names = group_names(phone);
  if (!names) return fail(names.error());
  Json list = Json::array();
  for (const LogEntry& entry : *log) list.push_back(json_of(entry, *names));
  return list;
}

Json log_or_null(const Context& context, client::Phone& phone) {
  if (context.options.offline) return nullptr;
  auto log = log_from_server(context, phone);
  if (log) return std::move(*log);
  context.note(sentence_of(log.error()));
  context.note(tr("exported is the last that this device knows, without the log"));
  return nullptr;
}

Status write(const Context& context, const std::string& file, const Json& json) {
  constexpr int kIndent = 2;
  const std::string text = json.dump(kIndent, ' ', false, Json::error_handler_t::replace) + "\n";
  if (file.empty() || file == "-") {
    context.world.out << text;
    return {};
  }
  if (auto written = write_new_file(file, text); !written) return written;
  context.say(tr("{0}: contacts: {1}, groups: {2}, statuses for single contacts: {3}, blocked: {4}", file,
                 json["contacts"].size(), json["groups"].size() - 1, json["overrides"].size(),
                 json["blocked"].size()));
  context.say(json["log"].is_null()
                  ? tr("with schedules and automatic statuses, without the log")
                  : tr("with schedules, automatic statuses and the log: {} changes", json["log"].size()));
  context.say_json(Json{{"ok", true}, {"file", file}, {"up_to_date", json["up_to_date"]}});
  return {};
}

Result<Exit> run_export(const Context& context, const std::string& file) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  Json log = log_or_null(context, **phone);
  auto json = export_of(**phone, context.world.now());
  if (!json) return fail(json.error());
  (*json)["up_to_date"] = !log.is_null();
  (*json)["log"] = std::move(log);
  if (auto written = write(context, file, *json); !written) return fail(written.error());
  return Exit::done;
}

}  // namespace

void add_export(CLI::App& facet, Selected& selected) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = facet.add_subcommand("export", tr("Write what you told Facet, as JSON"));
  command->add_option("FILE", *file, tr("A new file, readable for you only; without, or -: standard output"));
  command->footer(
      tr("Contacts, groups with members and statuses, automatic statuses, schedules, statuses for "
         "single contacts, whom you block, accept, mute or refuse, and the log of the server. "
         "Without the password.") +
      "\n\n" + examples({"facet export facet.json", "facet export | jq .groups"}));
  command->callback([file, &selected] {
    selected.run = [file](const Context& context) { return run_export(context, *file); };
  });
}

}  // namespace facet::cli
