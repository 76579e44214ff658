#pragma once

#include <CLI/CLI.hpp>
#include <initializer_list>

#include "broker-plugin/admin/context.h"

// One function a command: it adds the command to its parent. When it is what was typed, parsing sets
// `selected` to what is to be done.
namespace facet::admin {

void add_user_add(CLI::App& user, Run& selected);
void add_user_passwd(CLI::App& user, Run& selected);
void add_user_disable(CLI::App& user, Run& selected);
void add_user_enable(CLI::App& user, Run& selected);
void add_user_remove(CLI::App& user, Run& selected);
void add_user_list(CLI::App& user, Run& selected);
void add_psk_add(CLI::App& psk, Run& selected);
void add_psk_remove(CLI::App& psk, Run& selected);
void add_check(CLI::App& admin, Run& selected);

// The footer of a command's help.
std::string examples(std::initializer_list<const char*> lines);

}  // namespace facet::admin
