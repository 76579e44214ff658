#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "broker-plugin/admin/context.h"

namespace facet::admin {

// Where a user's password comes from; at most one of them is set. Never the command line itself, which
// everybody on the machine can read.
struct PasswordOptions {
  std::string file;
  bool generate = false;
  bool none = false;
};
void add_password_options(CLI::App& command, PasswordOptions& options);

// True when a person will have to type it.
bool asks(const PasswordOptions& options, const World& world);

struct NewPassword {
  std::string hash;   // empty: no login by password
  std::string shown;  // a generated one, which stands nowhere else; else empty
};
// Asks twice on a terminal, reads one line of standard input elsewhere. errc::no_password, the errors of
// read_private_file() and those of door::hash_password().
Result<NewPassword> get_password(const Context& context, const PasswordOptions& options,
                                 const std::string& name);

// The fields "name" and, when there is one to show, "password".
Json json_of(const std::string& name, const NewPassword& password);

}  // namespace facet::admin
