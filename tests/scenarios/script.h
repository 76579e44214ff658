#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

// A file of scenarios as plain text: what the file says, not what it means.
namespace facet::scenarios {

// Something in a script that cannot be understood, or is not as the script says. Never leaves the runner.
class ScriptError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Step {
  int line = 0;
  std::string text;
};

struct Scenario {
  std::string file;
  std::string name;  // the rule that it proves
  int line = 0;
  bool real = false;  // also with the real broker
  std::vector<Step> steps;
};

// The scenarios of a file; README.md has the language. What stands before the first heading is played at the
// beginning of each. ScriptError: there is none, or one without a step.
std::vector<Scenario> parse(const std::string& file, std::string_view text);

}  // namespace facet::scenarios
