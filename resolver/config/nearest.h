#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace facet::resolver {

// The known word that somebody who typed `word` most likely meant; nullopt when none is near (more than a
// third of it, or of the known word, would have to change).
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

}  // namespace facet::resolver
