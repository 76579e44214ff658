#include <gtest/gtest.h>

#include "tests/unit/bus/child.h"

// Paho 1.3.12 leaks what it had in flight when a connection is reset: some 100 bytes a message, at most
// in_flight of them each time (eclipse-paho/paho.mqtt.c#1474). Everything of ours is still looked at.
extern "C" const char* __lsan_default_suppressions();
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions() {
  return "leak:libpaho-mqtt3as";
}

// Paho's C++ library is not built with the thread sanitizer, which therefore cannot see that its reference
// counts are atomic and takes every token that ends for a race.
extern "C" const char* __tsan_default_suppressions();
extern "C" __attribute__((visibility("default"))) const char* __tsan_default_suppressions() {
  return "race:libpaho-mqttpp3\nrace:mqtt::\n";
}

int main(int argc, char** argv) {
  if (argc > 2 && std::string(argv[1]) == "--child") return facet::test::child_main({argv + 2, argv + argc});
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
