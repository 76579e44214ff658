#include "resolver/signals.h"

#include <pthread.h>
#include <unistd.h>

#include <csignal>

namespace facet::resolver {
namespace {

sigset_t ours() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  return set;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = ours();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A peer that goes away is an error of the write, not our end.
  std::signal(SIGPIPE, SIG_IGN);
}

bool Signals::wait() {
  const sigset_t set = ours();
  int number = 0;
  sigwait(&set, &number);
  return !woken_;
}

void Signals::wake() {
  woken_ = true;
  ::kill(::getpid(), SIGTERM);
}

}  // namespace facet::resolver
