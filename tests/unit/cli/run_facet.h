#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "client/cli/world.h"
#include "tests/unit/cli/fake_phone.h"

namespace facet::cli::test {

// What a shell would see of one command.
struct Ran {
  int exit = -1;
  std::string out;
  std::string err;

  nlohmann::json json() const { return nlohmann::json::parse(out); }
};

// `facet` with a fake phone, in UTC, at noon of 2026-11-23, in English, not on a terminal; a test changes
// what it is about.
struct Bench {
  PhoneState phone;
  Time now = Time{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + std::chrono::hours{12}};
  std::string input;
  std::map<std::string, std::string> env{{"HOME", "/home/facet"}};
  bool terminal = false;
  std::pair<std::size_t, std::size_t> terminal_size{80, 24};
  std::optional<Error> open_error;
  std::optional<std::filesystem::path> opened;
  std::optional<client::Profile> created;
  std::optional<std::string> typed_password;
  std::optional<std::string> zone_name{"Europe/Berlin"};  // of this machine
  std::stop_source stop;

  Ran facet(const std::vector<const char*>& words);
};

Zone utc();

// "2026-11-23T18:00" in UTC.
Time at(const char* text);

}  // namespace facet::cli::test
