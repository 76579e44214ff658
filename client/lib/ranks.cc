#include "client/lib/ranks.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "schemas/limits.h"

namespace facet::client {
namespace {

using Line = std::vector<std::pair<std::uint32_t, GroupId>>;  // by rank

// From `from` on, nobody stands where, or above where, the one before stands.
void push_down(Line& line, std::size_t from) {
  for (std::size_t i = from; i < line.size(); ++i) {
    if (i > 0) line[i].first = std::max(line[i].first, line[i - 1].first + 1);
  }
}

}  // namespace

Ranks place(const Ranks& ranks, GroupId group, std::optional<std::uint16_t> wanted) {
  Line line;
  for (const auto& [id, rank] : ranks) {
    if (id != group) line.emplace_back(rank, id);
  }
  std::sort(line.begin(), line.end());
  const std::uint32_t lowest = line.empty() ? 0 : line.back().first;
  const std::uint32_t rank = wanted ? *wanted : lowest + 1;
  const auto at = std::find_if(line.begin(), line.end(), [&](const auto& one) { return one.first >= rank; });
  const auto position = static_cast<std::size_t>(at - line.begin());
  line.insert(at, {rank, group});
  push_down(line, position);
  if (line.back().first > limits::kLowestRank) {
    for (std::size_t i = 0; i < line.size(); ++i) line[i].first = static_cast<std::uint32_t>(i + 1);
  }
  Ranks changed;
  for (const auto& [now, id] : line) {
    const auto before = ranks.find(id);
    if (id == group || before->second != now) changed[id] = static_cast<std::uint16_t>(now);
  }
  return changed;
}

}  // namespace facet::client
