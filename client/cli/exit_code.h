#pragma once

#include "schemas/result.h"

namespace facet::cli {

// What the shell sees. Documented in --help and docs/man/facet.1: numbers are fixed.
enum class Exit : int {
  done = 0,
  failed = 1,          // refused by the server, or it did not work
  usage = 2,           // a wrong option or value; nothing changed
  waiting = 3,         // saved on this device, not yet acknowledged
  profile = 4,         // no profile, or a bad one
  not_authorised = 5,  // the broker refused user or password
};

// The command's own errors. Their `detail` is a whole sentence for people, translated, with the next step.
enum class errc {
  bad_value = 1,
  no_such_group,
  no_such_contact,
  ambiguous_contact,
  unreadable,   // a file or standard input
  no_password,  // none given, and nobody to ask
  refused,      // by the server, in a receipt
  unwritable,   // a file
};
std::error_code make_error_code(errc code);

// For errors before or without a saved change; a change that is saved and not sent is Exit::waiting
// (delivery.h).
Exit exit_of(const Error& error);

// "no_such_group": the `error` field of --json, never translated. "error" for a foreign category.
std::string name_of(const Error& error);

// A sentence in the chosen language that says the next step.
std::string sentence_of(const Error& error);

}  // namespace facet::cli

template <>
struct std::is_error_code_enum<facet::cli::errc> : std::true_type {};
