#include "client/cli/suggest.h"

#include <algorithm>

#include "client/cli/tr.h"
#include "client/cli/width.h"

namespace facet::cli {
namespace {

std::u32string folded(std::string_view text) {
  std::u32string points = code_points(text);
  for (char32_t& c : points) {
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
  }
  return points;
}

// Optimal string alignment: Levenshtein's distance with swapped neighbours as one step.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<std::size_t>> steps(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) steps[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) steps[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = steps[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      steps[i][j] = std::min({steps[i - 1][j] + 1, steps[i][j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        steps[i][j] = std::min(steps[i][j], steps[i - 2][j - 2] + 1);
      }
    }
  }
  return steps[a.size()][b.size()];
}

// Longer words are no typing mistake but another text; it also bounds the work.
constexpr std::size_t kLongest = 64;

}  // namespace

std::optional<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates) {
  const std::u32string wanted = folded(typed);
  if (wanted.empty() || wanted.size() > kLongest) return std::nullopt;
  std::size_t best = std::max<std::size_t>(1, wanted.size() / 3) + 1;
  std::optional<std::string> found;
  for (const std::string& candidate : candidates) {
    const std::u32string points = folded(candidate);
    if (points.size() > kLongest) continue;
    const std::size_t steps = distance(wanted, points);
    if (steps >= best || steps >= wanted.size()) continue;  // nothing in common is no likeness
    best = steps;
    found = candidate;
  }
  return found;
}

std::string did_you_mean(std::string_view typed, const std::vector<std::string>& candidates) {
  const auto near = nearest(typed, candidates);
  return near ? tr(" Did you mean '{}'?", *near) : std::string{};
}

}  // namespace facet::cli
