#pragma once

#include <nlohmann/json_fwd.hpp>
#include <ostream>
#include <string_view>

#include "client/cli/exit_code.h"
#include "client/cli/style.h"
#include "client/cli/world.h"

namespace facet::cli {

// The options before or behind every command.
struct GlobalOptions {
  std::filesystem::path profile;
  bool json = false;
  bool offline = false;
  std::chrono::milliseconds timeout{10'000};
};

// What a command works with: the world, the global options, and the ways to say something.
class Context {
 public:
  Context(World& world, GlobalOptions options);

  World& world;
  const GlobalOptions options;
  const Style style;  // for `out`

  // A line of the result; not with --json.
  void say(std::string_view line) const;
  // The result with --json; nothing without.
  void say_json(const nlohmann::ordered_json& json) const;
  // A message beside the result, with "facet: " before it.
  void note(std::string_view message) const;

  Result<std::unique_ptr<client::Phone>> phone() const;
};

}  // namespace facet::cli
