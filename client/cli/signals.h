#pragma once

#include <signal.h>

#include <stop_token>
#include <thread>

namespace facet::cli {

// Turns the first SIGINT, SIGTERM or SIGHUP into a stop request; the second ends the process as usual. Made
// before other threads, which inherit that these signals are blocked.
class StopOnSignals {
 public:
  StopOnSignals();
  ~StopOnSignals();
  StopOnSignals(const StopOnSignals&) = delete;
  StopOnSignals& operator=(const StopOnSignals&) = delete;

  std::stop_token token() const { return source_.get_token(); }

 private:
  void wait();

  sigset_t signals_{};
  sigset_t before_{};
  std::stop_source source_;
  std::thread waiter_;
};

}  // namespace facet::cli
