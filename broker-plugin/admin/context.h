#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "broker-plugin/admin/errc.h"
#include "broker-plugin/admin/world.h"

namespace facet::admin {

using Json = nlohmann::ordered_json;

// What stood before or behind the command.
struct GlobalOptions {
  std::filesystem::path file;
  std::filesystem::path pid_file;  // of the broker; empty: it is not told
  bool json = false;
};

// What a command works with. Refers to the World.
struct Context {
  World& world;
  GlobalOptions options;

  // A line for people on standard error.
  void note(std::string_view text) const;
  // The result: `json` with --json, else `text` if not empty, on standard output.
  void say(const std::string& text, const Json& json) const;
  bool colours() const;
};

// The chosen command, ready to run.
using Run = std::function<Status(const Context&)>;

}  // namespace facet::admin
