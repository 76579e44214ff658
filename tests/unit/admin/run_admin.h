#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "broker-plugin/credentials/credentials.h"
#include "tests/support/temp_dir.h"

namespace facet::admin::test {

// What a shell would see of one command.
struct Ran {
  int exit = -1;
  std::string out;
  std::string err;

  nlohmann::json json() const { return nlohmann::json::parse(out); }
  std::string all() const { return out + err; }
};

// facet-admin with a file of its own, not on a terminal; a test changes what it is about.
struct Bench {
  testing_support::TempDir dir;
  std::filesystem::path file = dir.path() / "credentials";
  std::string input;
  std::deque<std::string> typed;  // on the terminal, one answer after the other
  std::vector<std::string> asked;
  std::map<std::string, std::string> env;
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  std::chrono::milliseconds lock_wait = std::chrono::seconds{10};

  // With --file before the words.
  Ran admin(const std::vector<std::string>& words);
  // As typed.
  Ran bare(const std::vector<std::string>& words);
  // The file as the broker reads it; it must be right.
  door::Credentials users() const;
  // A file for its owner only; its path.
  std::string write(const std::string& name, const std::string& text) const;
};

}  // namespace facet::admin::test
