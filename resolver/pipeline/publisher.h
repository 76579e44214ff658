#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <thread>
#include <utility>

#include "resolver/pipeline/all_taken.h"
#include "resolver/pipeline/core.h"
#include "resolver/pipeline/render.h"

namespace facet::resolver {

// The last step of a change: works out what each dirty topic has to show now and gives it to the bus. Owns
// its thread, which is the only one that publishes Views, so their order for each watcher is the order here.
class Publisher {
 public:
  // Called on the publisher's thread between targets while none waits: does a bounded piece of other
  // publishing and says how long to pause before the next call.
  using WhenIdle = std::function<std::chrono::milliseconds()>;

  Publisher(Core& core, WhenIdle when_idle) : core_(core), when_idle_(std::move(when_idle)) {}
  ~Publisher() { stop(); }

  void start();
  void stop();

  // One turn of the thread: publishes the next target, for which it waits at most `patience`, or else does
  // some of the other. How long to wait in the next turn.
  std::chrono::milliseconds turn(const std::stop_token& stop, std::chrono::milliseconds patience);

 private:
  void run(const std::stop_token& stop);
  void publish(const Target& target);
  Result<Messages> render(const Target& target);
  // Takes out of `messages` who has been shown just that; true: everybody has.
  bool is_shown_already(const Mark& mark, Messages& messages);
  void backfill(const Mark& mark);
  // One page of those who hold the target's user; `after` moves on; false when there are no more or it
  // failed.
  bool backfill_page(const Target& target, UserId& after, AllTaken& taken);
  Result<Messages> backfill_one(const Target& target, UserId presentity);

  Core& core_;
  const WhenIdle when_idle_;
  std::jthread thread_;
};

// Gives messages that are of no target to the bus, in order. May block while the bus's window is full: not
// with `core.mutex` held.
void send(Core& core, Messages messages, AllTaken& taken);

}  // namespace facet::resolver
