#pragma once

#include <string>

#include "schemas/result.h"

namespace facet::admin {

// Asks on the controlling terminal without echo. errc::no_password when there is none, nothing was typed, or
// Ctrl-C was pressed; the terminal is as it was before in every case.
Result<std::string> ask_on_terminal(const std::string& question);

}  // namespace facet::admin
