#include "client/cli/context.h"

#include <nlohmann/json.hpp>

namespace facet::cli {
namespace {

// https://no-color.org: any value but an empty one.
bool wants_colours(const World& world) {
  const auto no_color = world.env("NO_COLOR");
  return world.out_is_terminal && (!no_color || no_color->empty()) && world.env("TERM") != "dumb";
}

}  // namespace

Context::Context(World& world, GlobalOptions options)
    : world(world), options(std::move(options)), style(wants_colours(world)) {}

void Context::say(std::string_view line) const {
  if (!options.json) world.out << line << '\n';
}

void Context::say_json(const nlohmann::ordered_json& json) const {
  if (!options.json) return;
  world.out << json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n'
            << std::flush;
}

void Context::note(std::string_view message) const {
  world.err << "facet: " << message << '\n' << std::flush;
}

Result<std::unique_ptr<client::Phone>> Context::phone() const {
  return world.open_phone(options.profile);
}

}  // namespace facet::cli
