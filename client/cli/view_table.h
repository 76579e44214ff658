#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/cli/context.h"

namespace facet::cli {

// What contacts show this phone: a heading and a line each. With `width`, no line is wider.
std::vector<std::string> view_table(const std::vector<client::ContactView>& views, const Context& context,
                                    std::optional<std::size_t> width);

// One change as a line of a log: "2026-12-24 18:00:05  Bob  Driving until 19:00".
std::string view_line(const client::ContactView& view, const Context& context);

}  // namespace facet::cli
