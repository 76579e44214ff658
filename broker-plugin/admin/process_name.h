#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace facet::admin {

// A pid as a file holds it, with or without line end; above 1, for neither init nor a process group is meant.
std::optional<pid_t> parse_pid(std::string_view text);

// What the kernel calls a process (/proc/<pid>/comm); nullopt when there is none.
std::optional<std::string> process_name(pid_t pid);

}  // namespace facet::admin
