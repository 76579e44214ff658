#include "tests/bench/fanout/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace facet::bench {
namespace {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t half = values.size() / 2;
  return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Three digits that mean something, thousands apart.
std::string rounded(double value) {
  char text[32];
  if (value < 1000) {
    std::snprintf(text, sizeof text, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    return text;
  }
  std::snprintf(text, sizeof text, "%.0f", std::round(value));
  std::string digits = text;
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

// Six digits: nobody measures more.
double significant(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", value);
  return std::strtod(text, nullptr);
}

}  // namespace

void Report::add(const std::string& name, double value) {
  series_[name].push_back(value);
}

std::string Report::text(const std::string& name) const {
  const auto found = series_.find(name);
  if (found == series_.end()) return "-";
  const auto& values = found->second;
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  if (values.size() == 1) return rounded(values.front());
  return rounded(median(values)) + " (" + rounded(*least) + " .. " + rounded(*most) + ")";
}

nlohmann::ordered_json Report::json() const {
  nlohmann::ordered_json result = facts_;
  for (const auto& [name, values] : series_) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    result[name] = significant(median(values));
    result[name + "_min"] = significant(*least);
    result[name + "_max"] = significant(*most);
  }
  return result;
}

}  // namespace facet::bench
