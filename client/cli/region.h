#pragma once

#include <optional>
#include <string>

#include "schemas/ids.h"

namespace facet::cli {

// The region a number belongs to ("CN"); nullopt for numbers of no single one (+800, satellites).
std::optional<std::string> region_of(UserId number);

}  // namespace facet::cli
