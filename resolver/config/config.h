#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "resolver/log/log.h"
#include "schemas/result.h"

// What an operator decides: resolver.toml (deploy/resolver.toml.example explains every key).
namespace facet::resolver {

enum class config_errc {
  unreadable = 1,  // the file, or a file it names: not there, or not for us to read
  syntax,          // not TOML
  unknown_key,     // a typing error would otherwise be silently without effect
  wrong_type,
  out_of_range,
  unsafe_password_file,  // others on this machine may read it
};
std::error_code make_error_code(config_errc code);

struct ResolverConfig {
  std::string id = "r1";  // names this process in topics: [a-z0-9-]{1,32}
  std::filesystem::path data_dir = "/var/lib/facet";
};

struct BrokerConfig {
  std::string host = "127.0.0.1";
  std::uint16_t port = 1883;  // 8883 when ca_file is set and port is not
  std::string username;       // empty: anonymous
  std::string password;       // what stood in password_file, without its line end
  std::string ca_file;        // empty: no TLS
  std::string client_id;      // facet-resolver-<id> unless set
  int mqtt_version = 5;       // 5, or 4 for MQTT 3.1.1
};

struct LogConfig {
  LogLevel level = LogLevel::info;
  LogFormat format = LogFormat::text;
};

struct LimitsConfig {
  std::uint32_t publish_per_second = 20'000;  // while an emptied broker is filled again
};

struct PresenceConfig {
  std::uint32_t grace_seconds = 30;  // a device whose connection is gone still counts for so long
};

struct DampingConfig {
  std::uint32_t seconds = 5;  // between two updates of one topic once the burst is used up; 0: not damped
  std::uint32_t burst = 3;    // updates that go at once
};

struct StrangersConfig {
  std::uint32_t follow_hours = 24;  // who asked is kept up to date for so long
};

struct Config {
  ResolverConfig resolver;
  BrokerConfig broker;
  LogConfig log;
  LimitsConfig limits;
  PresenceConfig presence;
  DampingConfig damping;
  StrangersConfig strangers;
};

// Reads and checks everything, also the files it names (relative to `path`'s folder), before it returns; the
// first mistake is the error, with file and line: "resolver.toml:12: broker.prt: unknown key; did you mean
// broker.port?". An empty file is valid: all defaults.
Result<Config> load_config(const std::filesystem::path& path);

}  // namespace facet::resolver

template <>
struct std::is_error_code_enum<facet::resolver::config_errc> : std::true_type {};
