#include "tests/bench/load/measure.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace facet::load {
namespace {

TEST(LoadMeasure, APercentileIsOneOfTheValues) {
  const std::vector<double> values{5, 1, 4, 2, 3};
  EXPECT_EQ(percentile(values, 0.5), 3);
  EXPECT_EQ(percentile(values, 0.99), 5);
  EXPECT_EQ(percentile(values, 0), 1);
  EXPECT_EQ(percentile(values, 1), 5);
  EXPECT_EQ(percentile({}, 0.5), 0);
}

// The same process by both ways of counting: the kernel's ticks are 10 ms, and there are two.
TEST(LoadMeasure, TheCpuTimeOfAProcessIsItsOwn) {
  const Servers self{0, ::getpid(), 0};
  volatile std::uint64_t work = 0;
  while (cpu_now(self).load < 0.2) work = work + 1;
  const Cpu used = cpu_now(self);
  EXPECT_NEAR(used.broker, used.load, 0.03);
  EXPECT_EQ(used.resolver, 0);
}

}  // namespace
}  // namespace facet::load
