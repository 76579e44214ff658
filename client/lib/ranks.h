#pragma once

#include <cstdint>
#include <map>
#include <optional>

#include "schemas/ids.h"

// Which rank every group gets when one is put in its place. Pure.
namespace facet::client {

using Ranks = std::map<GroupId, std::uint16_t>;  // 1 is the highest; without `other`

// The ranks that change, `group`'s own included, when `group` takes `wanted` (groups that stand there move
// down one each as far as needed) or, without `wanted`, the place below all others. No two groups share a
// rank in the result; when the numbers run out at kLowestRank, all are numbered anew from 1 in the same
// order.
Ranks place(const Ranks& ranks, GroupId group, std::optional<std::uint16_t> wanted);

}  // namespace facet::client
