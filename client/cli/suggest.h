#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace facet::cli {

// The candidate that `typed` most likely meant: at most a third of its characters (at least one) wrong,
// missing, too many or swapped with their neighbour; capitals do not count. nullopt: none is that near.
std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates);

// " Did you mean 'Family'?", or nothing.
std::string did_you_mean(std::string_view typed, const std::vector<std::string>& candidates);

}  // namespace facet::cli
