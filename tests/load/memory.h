#pragma once

#include <sys/types.h>

namespace facet::load_test {

// MiB that a process has in memory; 0 when it is not there.
struct Memory {
  double now = 0;
  double peak = 0;  // since its start
};
Memory memory_of(pid_t process);

}  // namespace facet::load_test
