#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace facet::test {

// What a child of `die-in-callback` ends with.
inline constexpr int kDiedInCallback = 42;

// This test program run again as a process of its own that may die (main.cc says what it can do). Ended with
// the object.
class Child {
 public:
  explicit Child(std::vector<std::string> arguments);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void kill();
  // Its exit status; -1 when it did not end within 20 s or was killed.
  int wait();

 private:
  pid_t pid_ = -1;
};

inline int run_child(std::vector<std::string> arguments) {
  return Child(std::move(arguments)).wait();
}

// The child's side.
int child_main(const std::vector<std::string>& arguments);

}  // namespace facet::test
