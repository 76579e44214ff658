#include <unistd.h>

#include "resolver/config/checks.h"
#include "resolver/config/config.h"
#include "resolver/config/nearest.h"
#include "resolver/config/password_file.h"
#include "resolver/config/section.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

namespace fs = std::filesystem;

void read_resolver(const toml::table& root, const std::string& file, Status& status, ResolverConfig& into) {
  Section section(root, "resolver", file, status);
  std::string data_dir = into.data_dir.string();
  section.text("id", into.id, resolver_id());
  section.text("data_dir", data_dir, clean_text(4'096));
  section.finish();
  into.data_dir = data_dir;
}

void read_password(Section& section, const fs::path& beside, const std::string& file, BrokerConfig& into) {
  if (file.empty()) return;
  if (into.username.empty()) {
    return section.fail_at("password_file", config_errc::out_of_range, "needs broker.username beside it");
  }
  auto password = read_password_file(beside / file);
  if (!password) {
    // Its errors are all config_errc.
    return section.fail_at("password_file", static_cast<config_errc>(password.error().code.value()),
                           password.error().detail);
  }
  into.password = std::move(*password);
}

void read_broker(const toml::table& root, const fs::path& path, Status& status, Config& into) {
  const std::string file = path.filename().string();
  BrokerConfig& broker = into.broker;
  std::string password_file;
  Section section(root, "broker", file, status);
  section.forbid("password",
                 "does not belong here; put it into a file of mode 600 and name that by "
                 "password_file");
  section.text("host", broker.host, host());
  section.integer("port", broker.port, 1, 65'535);
  section.text("username", broker.username, clean_text(256));
  section.text("password_file", password_file, clean_text(4'096));
  section.text("ca_file", broker.ca_file, clean_text(4'096));
  broker.client_id = "facet-resolver-" + into.resolver.id;
  section.text("client_id", broker.client_id, clean_text(64));
  section.integer("mqtt_version", broker.mqtt_version, 4, 5);
  section.finish();

  read_password(section, path.parent_path(), password_file, broker);
  if (broker.ca_file.empty()) return;
  broker.ca_file = (path.parent_path() / broker.ca_file).string();
  if (::access(broker.ca_file.c_str(), R_OK) != 0) {
    section.fail_at("ca_file", config_errc::unreadable,
                    broker.ca_file + ": " + std::generic_category().message(errno));
  }
  if (!section.has("port")) broker.port = 8'883;
}

void read_log(const toml::table& root, const std::string& file, Status& status, LogConfig& into) {
  Section section(root, "log", file, status);
  std::string level = "info";
  std::string format = "text";
  section.text("level", level, [](const std::string& word) -> std::optional<std::string> {
    if (parse_log_level(word)) return std::nullopt;
    return "must be \"debug\", \"info\", \"warning\" or \"error\"";
  });
  section.text("format", format, [](const std::string& word) -> std::optional<std::string> {
    if (parse_log_format(word)) return std::nullopt;
    return "must be \"text\" or \"json\"";
  });
  section.finish();
  into.level = parse_log_level(level).value_or(into.level);
  into.format = parse_log_format(format).value_or(into.format);
}

void read_limits(const toml::table& root, const std::string& file, Status& status, LimitsConfig& into) {
  Section section(root, "limits", file, status);
  section.integer("publish_per_second", into.publish_per_second, 100, 1'000'000);
  section.finish();
}

void read_presence(const toml::table& root, const std::string& file, Status& status, PresenceConfig& into) {
  Section section(root, "presence", file, status);
  section.integer("grace_seconds", into.grace_seconds, 0, limits::kLongestGrace.count());
  section.finish();
}

void read_damping(const toml::table& root, const std::string& file, Status& status, DampingConfig& into) {
  Section section(root, "damping", file, status);
  section.integer("seconds", into.seconds, 0, limits::kLongestDamping.count());
  section.integer("burst", into.burst, 1, limits::kLargestDampingBurst);
  section.finish();
}

void read_strangers(const toml::table& root, const std::string& file, Status& status, StrangersConfig& into) {
  Section section(root, "strangers", file, status);
  section.integer("follow_hours", into.follow_hours, 1, limits::kLongestFollowing.count());
  section.finish();
}

void check_sections(const toml::table& root, const std::string& file, Status& status) {
  const std::vector<std::string> known = {"resolver", "broker",  "log",      "limits",
                                          "presence", "damping", "strangers"};
  for (const auto& [key, node] : root) {
    const std::string word(key.str());
    if (!status || std::find(known.begin(), known.end(), word) != known.end()) continue;
    std::string what = file + ":" + std::to_string(key.source().begin.line);
    what.append(": ").append(word).append(": no such section");
    if (const auto meant = nearest(word, known)) what.append("; did you mean [").append(*meant).append("]?");
    status = fail(config_errc::unknown_key, std::move(what));
  }
}

Result<toml::table> parse(const fs::path& path) {
  std::error_code unknown;
  if (fs::is_directory(path, unknown)) return fail(config_errc::unreadable, path.string() + ": is a folder");
  try {
    return toml::parse_file(path.string());
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    // The parser reports a file that it cannot open as an error at no line.
    if (line == 0)
      return fail(config_errc::unreadable, path.string() + ": " + std::string(error.description()));
    return fail(config_errc::syntax, path.filename().string() + ":" + std::to_string(line) + ": " +
                                         std::string(error.description()));
  } catch (const std::exception& error) {
    return fail(config_errc::unreadable, path.string() + ": " + error.what());
  }
}

}  // namespace

Result<Config> load_config(const fs::path& path) {
  auto root = parse(path);
  if (!root) return fail(std::move(root.error()));
  const std::string file = path.filename().string();
  Config config;
  Status status;
  check_sections(*root, file, status);
  read_resolver(*root, file, status, config.resolver);
  read_broker(*root, path, status, config);
  read_log(*root, file, status, config.log);
  read_limits(*root, file, status, config.limits);
  read_presence(*root, file, status, config.presence);
  read_damping(*root, file, status, config.damping);
  read_strangers(*root, file, status, config.strangers);
  if (!status) return fail(std::move(status.error()));
  return config;
}

}  // namespace facet::resolver
