#include "broker-plugin/admin/context.h"

#include <ostream>

namespace facet::admin {

void Context::note(std::string_view text) const {
  world.err << "facet-admin: " << text << '\n';
}

void Context::say(const std::string& text, const Json& json) const {
  if (options.json) {
    world.out << json.dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  } else if (!text.empty()) {
    world.out << text << '\n';
  }
}

bool Context::colours() const {
  const auto none = world.env("NO_COLOR");
  return world.out_is_terminal && (!none || none->empty());
}

}  // namespace facet::admin
