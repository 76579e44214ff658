#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "client/cli/context.h"

// How a command_*.cc gives its command to the parser.
namespace facet::cli {

using Run = std::function<Result<Exit>(const Context&)>;

// Filled by the callback of the command that was typed; run by run_facet (app.h) when all options are read.
struct Selected {
  Run run;
};

// "Examples:" and one indented line each, below the command's --help.
std::string examples(std::initializer_list<const char*> lines);

void add_init(CLI::App& facet, Selected& selected);
void add_contacts_import(CLI::App& contacts, Selected& selected);
void add_contacts_list(CLI::App& contacts, Selected& selected);
void add_group_list(CLI::App& group, Selected& selected);
void add_group_edit(CLI::App& group, Selected& selected);     // create, rank, rename, delete
void add_group_members(CLI::App& group, Selected& selected);  // add, remove
void add_status_set(CLI::App& status, Selected& selected);
void add_status_clear(CLI::App& status, Selected& selected);
void add_status_show(CLI::App& status, Selected& selected);  // `facet status` itself
void add_automatic(CLI::App& facet, Selected& selected);
void add_schedule(CLI::App& schedule, Selected& selected);  // list, add, remove
void add_zone(CLI::App& facet, Selected& selected);
void add_call(CLI::App& facet, Selected& selected);
void add_watch(CLI::App& facet, Selected& selected);
void add_ask(CLI::App& facet, Selected& selected);
void add_block(CLI::App& facet, Selected& selected);  // block, unblock
void add_blocked(CLI::App& facet, Selected& selected);
void add_stances(CLI::App& facet, Selected& selected);  // accept, mute, refuse, forget
void add_strangers(CLI::App& facet, Selected& selected);
void add_sources(CLI::App& facet, Selected& selected);
void add_watchers(CLI::App& facet, Selected& selected);  // watchers, view-as
void add_log(CLI::App& facet, Selected& selected);
void add_sync(CLI::App& facet, Selected& selected);
void add_export(CLI::App& facet, Selected& selected);
void add_account(CLI::App& facet, Selected& selected);
void add_decode(CLI::App& facet, Selected& selected);

}  // namespace facet::cli
