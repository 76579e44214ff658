#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/support/process.h"

namespace facet::resolver::test {

// store_child in a process of its own. Killed and waited for at the end, if it still runs.
class Child {
 public:
  explicit Child(std::vector<std::string> arguments);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The next line that it prints; nullopt at its end, or after 30 seconds without one.
  std::optional<std::string> line();
  void kill();                // -9
  void let_go();              // ends its standard input
  std::optional<int> wait();  // its exit status, or -signal; nullopt when it does not end within 30 seconds

 private:
  int input_ = -1;
  int output_ = -1;
  std::string buffered_;
  std::optional<testing_support::Process> process_;
};

}  // namespace facet::resolver::test
