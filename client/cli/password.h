#pragma once

#include <string>

#include "client/cli/context.h"

namespace facet::cli {

// From `file` when not empty, else FACET_PASSWORD, else asked on the terminal; never from the command line,
// which other users of the machine can read. Of a file, the first line. Errors: errc::unreadable,
// no_password.
Result<std::string> get_password(const Context& context, const std::string& file);

// Asks on the controlling terminal without echo. errc::no_password when there is none or nothing was typed.
Result<std::string> ask_on_terminal(const std::string& question);

}  // namespace facet::cli
