#include "client/cli/signals.h"

#include <pthread.h>

namespace facet::cli {
namespace {

constexpr int kStops[] = {SIGINT, SIGTERM, SIGHUP};
constexpr int kEnd = SIGUSR1;  // from the destructor to the waiter

}  // namespace

StopOnSignals::StopOnSignals() {
  sigemptyset(&signals_);
  for (const int signal : kStops) sigaddset(&signals_, signal);
  sigaddset(&signals_, kEnd);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  waiter_ = std::thread([this] { wait(); });
}

StopOnSignals::~StopOnSignals() {
  pthread_kill(waiter_.native_handle(), kEnd);
  waiter_.join();
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void StopOnSignals::wait() {
  int signal = 0;
  if (sigwait(&signals_, &signal) != 0 || signal == kEnd) return;
  source_.request_stop();
  sigset_t stops = signals_;
  sigdelset(&stops, kEnd);
  pthread_sigmask(SIG_UNBLOCK, &stops, nullptr);  // this thread takes the next one, with its usual effect
  sigset_t end;
  sigemptyset(&end);
  sigaddset(&end, kEnd);
  sigwait(&end, &signal);
}

}  // namespace facet::cli
