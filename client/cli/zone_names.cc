#include "client/cli/zone_names.h"

#include <fstream>

#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::cli {
namespace {

constexpr const char* kList = "usr/share/zoneinfo";

std::optional<std::string> if_zone(std::string name, const std::filesystem::path& root) {
  return is_zone(name, root) ? std::optional{std::move(name)} : std::nullopt;
}

// "/usr/share/zoneinfo/Europe/Berlin" without what stands before the name.
std::optional<std::string> behind_list(const std::string& path, const std::filesystem::path& root) {
  const std::string list = "zoneinfo/";
  const auto at = path.rfind(list);
  return at == std::string::npos ? std::nullopt : if_zone(path.substr(at + list.size()), root);
}

}  // namespace

std::optional<std::string> system_zone_name(const std::function<std::optional<std::string>(const char*)>& env,
                                            const std::filesystem::path& root) {
  if (auto tz = env("TZ"); tz && !tz->empty()) {  // ":Europe/Berlin", too; it goes before the files
    const std::string name = tz->front() == ':' ? tz->substr(1) : *tz;
    return name.find("zoneinfo/") == std::string::npos ? if_zone(name, root) : behind_list(name, root);
  }
  std::error_code failed;
  const auto link = std::filesystem::read_symlink(root / "etc/localtime", failed);
  if (!failed) {
    if (auto name = behind_list(link.string(), root)) return name;
  }
  std::string line;
  std::ifstream file{root / "etc/timezone"};
  return std::getline(file, line) ? if_zone(line, root) : std::nullopt;
}

bool is_zone(const std::string& name, const std::filesystem::path& root) {
  if (name.size() > limits::kZoneBytes || !is_zone_name(name)) return false;
  std::error_code failed;
  if (!std::filesystem::is_directory(root / kList, failed)) return true;
  return std::filesystem::is_regular_file(root / kList / name, failed);
}

}  // namespace facet::cli
