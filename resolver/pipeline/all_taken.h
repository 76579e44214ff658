#pragma once

#include <atomic>
#include <memory>
#include <utility>

#include "resolver/ports/bus.h"

namespace facet::resolver {

// Joins the answers to several publications into one: true when all were taken. The answer comes when this
// object and every part() are done, so parts can still be added while answers arrive. Thread-safe.
class AllTaken {
 public:
  explicit AllTaken(Bus::Taken whole) : shared_(std::make_shared<Shared>(std::move(whole))) {}
  ~AllTaken() { shared_->answer(true); }
  AllTaken(const AllTaken&) = delete;
  AllTaken& operator=(const AllTaken&) = delete;

  Bus::Taken part() {
    shared_->open.fetch_add(1);
    return [shared = shared_](bool taken) { shared->answer(taken); };
  }
  // A part that cannot even be tried.
  void fail() { shared_->all.store(false); }
  bool failed() const { return !shared_->all.load(); }

 private:
  struct Shared {
    explicit Shared(Bus::Taken taken) : whole(std::move(taken)) {}
    void answer(bool taken) {
      if (!taken) all.store(false);
      if (open.fetch_sub(1) == 1) whole(all.load());
    }
    Bus::Taken whole;
    std::atomic<std::size_t> open{1};
    std::atomic<bool> all{true};
  };
  std::shared_ptr<Shared> shared_;
};

}  // namespace facet::resolver
