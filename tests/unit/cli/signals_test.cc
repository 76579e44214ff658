#include "client/cli/signals.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace facet::cli {
namespace {

TEST(StopOnSignals, TurnsCtrlCIntoAStopRequest) {
  StopOnSignals signals;
  std::mutex mutex;
  std::condition_variable_any changed;
  std::unique_lock lock(mutex);
  EXPECT_FALSE(signals.token().stop_requested());
  kill(getpid(), SIGINT);
  changed.wait_for(lock, signals.token(), std::chrono::seconds{10}, [] { return false; });
  EXPECT_TRUE(signals.token().stop_requested());
}

TEST(StopOnSignals, EndsWithoutOne) {
  { StopOnSignals signals; }
  sigset_t blocked;
  pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGINT), 0);
}

}  // namespace
}  // namespace facet::cli
