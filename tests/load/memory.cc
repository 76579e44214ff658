#include "tests/load/memory.h"

#include <fstream>
#include <string>

namespace facet::load_test {

Memory memory_of(pid_t process) {
  constexpr double kKibInMib = 1024;
  Memory memory;
  std::ifstream status("/proc/" + std::to_string(process) + "/status");
  for (std::string word; status >> word;) {
    if (word == "VmHWM:") status >> memory.peak;
    if (word == "VmRSS:") status >> memory.now;
  }
  memory.now /= kKibInMib;
  memory.peak /= kKibInMib;
  return memory;
}

}  // namespace facet::load_test
