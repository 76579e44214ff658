#pragma once

#include <cstdint>

#include "schemas/limits.h"

// Where a user's log stands in its column: a ring, so that it stays bounded without anything being deleted.
// Entry n is in slot 1 + (n - 1) mod limits::kLogEntries, over entry n - kLogEntries; slot 0 holds the number
// of the newest, which is what the next commit has to know: one read, none of the others. Each entry holds
// its number too, so that they are in order wherever they stand.
namespace facet::resolver::rocks {

inline constexpr std::uint32_t kNewestSlot = 0;

// `number` counts from 1.
constexpr std::uint32_t log_slot(std::uint64_t number) {
  return 1 + static_cast<std::uint32_t>((number - 1) % limits::kLogEntries);
}

}  // namespace facet::resolver::rocks
