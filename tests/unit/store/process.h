#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

namespace facet::resolver::test {

// store_child in a process of its own. Killed and waited for at the end, if it still runs.
class Child {
 public:
  explicit Child(const std::vector<std::string>& arguments);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // The next line that it prints; nullopt at its end, or after 30 seconds without one.
  std::optional<std::string> line();
  void kill();    // -9
  void let_go();  // ends its standard input
  int wait();     // as waitpid's status

 private:
  void close_input();

  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  std::string buffered_;
};

}  // namespace facet::resolver::test
