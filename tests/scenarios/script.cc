#include "tests/scenarios/script.h"

#include <sstream>

namespace facet::scenarios {
namespace {

constexpr std::string_view kReal = "also with the real broker";

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string{text.substr(first, text.find_last_not_of(" \t\r") - first + 1)};
}

// At each `;` outside quotation marks.
void add_steps(int line, const std::string& text, std::vector<Step>& steps) {
  bool quoted = false;
  std::string step;
  const auto finish = [&] {
    if (step = trimmed(step); !step.empty()) steps.push_back({line, step});
    step.clear();
  };
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == ';' && !quoted) {
      finish();
    } else {
      step += c;
    }
  }
  finish();
}

}  // namespace

std::vector<Scenario> parse(const std::string& file, std::string_view text) {
  std::vector<Scenario> scenarios;
  std::vector<Step> before_each;
  std::istringstream lines{std::string{text}};
  std::string raw;
  for (int number = 1; std::getline(lines, raw); ++number) {
    const std::string line = trimmed(raw);
    if (line.empty() || line.starts_with("--")) continue;
    if (line.starts_with("# ")) {
      scenarios.push_back({file, trimmed(line.substr(2)), number, false, before_each});
    } else if (line == kReal && !scenarios.empty()) {
      scenarios.back().real = true;
    } else {
      add_steps(number, line, scenarios.empty() ? before_each : scenarios.back().steps);
    }
  }
  if (scenarios.empty()) throw ScriptError(file + ": no line begins with '# ' and names a scenario");
  return scenarios;
}

}  // namespace facet::scenarios
