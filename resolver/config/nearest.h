#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace facet::resolver {

// The known word that somebody who typed `word` most likely meant; nullopt when none is near: more
// than about a third would have to change, and neither is the beginning of the other.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> known);

}  // namespace facet::resolver
