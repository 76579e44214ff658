#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

#include "tests/unit/zones/zones_of_this_machine.h"

namespace facet::resolver::testing {
namespace {

using namespace std::chrono;

// While it lives the C library's local time is that of a zone of its choice. For a test without threads.
// NOLINTBEGIN(concurrency-mt-unsafe)
class LocalTime {
 public:
  LocalTime() {
    if (const char* before = std::getenv("TZ")) before_ = before;
  }
  ~LocalTime() {
    before_ ? ::setenv("TZ", before_->c_str(), 1) : ::unsetenv("TZ");
    ::tzset();
  }
  void use(const std::string& zone) {
    ::setenv("TZ", (":" + zone).c_str(), 1);
    ::tzset();
  }
  static seconds offset_at(Time time) {
    const std::time_t t = time.time_since_epoch().count();
    std::tm tm{};
    ::localtime_r(&t, &tm);
    return seconds{tm.tm_gmtoff};
  }

 private:
  std::optional<std::string> before_;
};
// NOLINTEND(concurrency-mt-unsafe)

// Two readers of the same files, written by others than us, one beside the other: at each change, a second
// before it, and every few days.
TEST(CLibrary, SaysTheSameOfEveryZoneAtEveryTime) {
  const auto zones = zones_of_this_machine();
  const auto names = every_name(*zones);
  ASSERT_GT(names.size(), 400U);
  LocalTime c_library;
  for (const auto& name : names) {
    const auto zone = zones->find(name);
    c_library.use(name);
    const auto same = [&](Time time) { return LocalTime::offset_at(time) == offset_at(*zone, time); };
    for (Time time{seconds{0}}; time < sys_days{2106y / January / 1}; time += days{61} + 7h) {
      ASSERT_TRUE(same(time)) << name << " " << time.time_since_epoch().count();
    }
    for (const auto& change : zone->changes) {
      if (change.from == Time::min()) continue;
      ASSERT_TRUE(same(change.from)) << name << " " << change.from.time_since_epoch().count();
      ASSERT_TRUE(same(change.from - 1s)) << name << " " << change.from.time_since_epoch().count();
    }
  }
}

}  // namespace
}  // namespace facet::resolver::testing
