#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/import_book.h"
#include "client/cli/json_forms.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

using contacts::ImportPlan;

struct ImportOptions {
  std::string file;
  std::string charset;
  bool dry_run = false;
};

void say_table(const Context& context, const std::string& title, const Table& table) {
  if (table.empty()) return;
  context.say("");
  context.say(context.style.paint(Colour::bold, title));
  for (const std::string& line : table.lines(context.style)) context.say("  " + line);
}

void say_groups(const Context& context, const std::vector<ImportedGroup>& groups) {
  Table table{{tr("Group"), ">" + tr("Members"), ""}};
  for (const ImportedGroup& group : groups) {
    table.add(
        {{group.name}, {std::to_string(group.members.size())}, {group.is_new ? tr("new") : tr("was there")}});
  }
  say_table(context, tr("Groups"), table);
}

void say_left_out(const Context& context, const ImportPlan& plan) {
  Table skipped{{">" + tr("Line"), tr("Name"), tr("As written"), tr("Why")}};
  for (const auto& one : plan.skipped) {
    skipped.add({{std::to_string(one.line)}, {one.name}, {one.raw}, {tr(one.reason.c_str())}});
  }
  say_table(context, tr("Skipped"), skipped);
  Table notes{{">" + tr("Line"), tr("Name"), tr("Note")}};
  for (const auto& one : plan.notes)
    notes.add({{std::to_string(one.line)}, {one.name}, {tr(one.what.c_str())}});
  say_table(context, tr("Notes"), notes);
}

void say_report(const Context& context, const ImportPlan& plan, const std::vector<ImportedGroup>& groups) {
  const auto& counts = plan.counts;
  context.say(tr("Cards: {0}, of which imported: {1}, skipped: {2}", counts.cards, counts.cards_imported,
                 counts.cards_skipped));
  context.say(tr("Contacts: {0}, of which in no group: {1}", plan.contacts.size(), counts.in_no_group));
  if (counts.numbers_skipped > 0) context.say(tr("Numbers skipped: {}", counts.numbers_skipped));
  say_groups(context, groups);
  say_left_out(context, plan);
}

Json json_report(const ImportPlan& plan, const std::vector<ImportedGroup>& groups, bool dry_run) {
  const auto& counts = plan.counts;
  Json json{{"dry_run", dry_run},
            {"contacts", plan.contacts.size()},
            {"counts",
             {{"cards", counts.cards},
              {"cards_imported", counts.cards_imported},
              {"cards_skipped", counts.cards_skipped},
              {"numbers_skipped", counts.numbers_skipped},
              {"numbers_merged", counts.numbers_merged},
              {"in_no_group", counts.in_no_group}}},
            {"groups", Json::array()},
            {"skipped", Json::array()},
            {"notes", Json::array()}};
  for (const ImportedGroup& group : groups) {
    json["groups"].push_back(
        {{"name", group.name}, {"new", group.is_new}, {"members", json_of(group.members)}});
  }
  for (const auto& one : plan.skipped) {
    json["skipped"].push_back(
        {{"line", one.line}, {"name", one.name}, {"raw", one.raw}, {"reason", one.reason}});
  }
  for (const auto& one : plan.notes) {
    json["notes"].push_back({{"line", one.line}, {"name", one.name}, {"note", one.what}});
  }
  return json;
}

Result<ImportPlan> plan_of(const Context& context, const ImportOptions& typed,
                           const client::Profile& profile) {
  const auto text = read_book(context, typed.file);
  if (!text) return fail(text.error());
  const auto book = contacts::read_vcards(*text, {typed.charset});
  if (!book) return fail(book.error());
  return contacts::plan_import(*book, {profile.region, profile.user});
}

Result<Exit> run_import(const Context& context, const ImportOptions& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto plan = plan_of(context, typed, (*phone)->profile());
  if (!plan) return fail(plan.error());
  const auto groups = match_groups(*plan, **phone);
  if (!groups) return fail(groups.error());
  const bool nothing = plan->contacts.empty();
  Json json = json_report(*plan, *groups, typed.dry_run);
  if (!typed.dry_run && !nothing) {
    if (auto done = carry_out(context, **phone, *plan, *groups); !done) return fail(done.error());
  }
  say_report(context, *plan, *groups);
  if (nothing) context.note(tr("nothing to import: no card has a number that can be used"));
  if (typed.dry_run || nothing) {
    json["ok"] = !nothing;
    context.say_json(json);
    if (typed.dry_run) context.note(tr("nothing was changed; without --dry-run it is imported"));
    return nothing ? Exit::failed : Exit::done;
  }
  context.say("");
  return finish_change(context, **phone, {tr("Imported")}, std::move(json));
}

}  // namespace

void add_contacts_import(CLI::App& contacts, Selected& selected) {
  auto typed = std::make_shared<ImportOptions>();
  CLI::App* command = contacts.add_subcommand("import", tr("Read contacts and groups from a vCard file"));
  command->add_option("FILE", typed->file, tr("An address book (.vcf), or - for standard input"))->required();
  command->add_flag("--dry-run", typed->dry_run, tr("Only show what would be imported"));
  command->add_option("--charset", typed->charset, tr("Of old files that do not say theirs, as GBK"))
      ->option_text("NAME");
  command->footer(
      examples({"facet contacts import contacts.vcf --dry-run", "facet contacts import - < contacts.vcf"}));
  command->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_import(context, *typed); };
  });
}

}  // namespace facet::cli
