#include "broker-plugin/admin/process_name.h"

#include <charconv>
#include <fstream>

namespace facet::admin {

std::optional<pid_t> parse_pid(std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) {
    text.remove_suffix(1);
  }
  pid_t pid = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, pid);
  if (error != std::errc{} || stop != end || pid <= 1) return std::nullopt;
  return pid;
}

std::optional<std::string> process_name(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/comm");
  std::string name;
  if (!std::getline(file, name)) return std::nullopt;
  return name;
}

}  // namespace facet::admin
