#pragma once

#include <atomic>

namespace facet::resolver {

// TERM and INT as something to wait for. Make it before any thread is started: the signals are blocked in
// this thread and in all it starts.
class Signals {
 public:
  Signals();
  // Returns at a signal, or after wake(). True: a signal came.
  bool wait();
  // From any thread: ends wait() without a signal. Once.
  void wake();

 private:
  std::atomic<bool> woken_{false};
};

}  // namespace facet::resolver
