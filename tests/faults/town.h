#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/faults/book.h"
#include "tests/faults/fault_phone.h"
#include "tests/system/site.h"

namespace facet::fault_test {

using system_test::Site;
using testing_support::eventually;

// How often a fault comes in the everyday run, or as FACET_FAULT_ROUNDS says (./tests/run faults --rounds N).
int rounds(int everyday);

// By what the faults are timed; each run has another one. FACET_FAULT_SEED repeats one.
class Chance {
 public:
  explicit Chance(const char* scenario);
  std::uint64_t upto(std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>{0, most}(engine_);
  }
  // Lets that long go by; faults have to come at some moment, and there is none to wait for.
  void pause(std::chrono::milliseconds least, std::chrono::milliseconds most);

 private:
  std::mt19937_64 engine_;
};

struct Where {
  std::uint16_t phones = 0;  // the port by which they reach the broker; 0: its own
};

// Three owners who change something all the time, and six watchers of all of them, at a real broker and
// resolver. The test breaks things meanwhile, and settles at the end.
class Town {
 public:
  // Site's accounts are those of people().
  static std::vector<UserId> people();
  explicit Town(Site& site, Where where = {});
  ~Town();

  // Registers everybody and makes the groups.
  bool opens();
  // Owners change something, each as soon as the receipt of the change before is there, 40 times a second at
  // most.
  void begin();
  // Everybody stops, with the receipt of the last change. False when one does not come.
  bool stop();
  // Waits until all that is shown is what the books say, live and retained at the broker; fails the test with
  // what is not, or was not meanwhile. Prints the figures under this name.
  void settle(const std::string& scenario, int faults);

  // Waits until some more receipts have come: whatever was broken before is mended.
  bool goes_on();
  std::uint64_t receipts() const;

 private:
  struct Owner {
    std::unique_ptr<Book> book;
    std::unique_ptr<FaultPhone> phone;
    std::jthread thread;
  };

  bool carry_out(Owner& owner, Change change);
  void live(Owner& owner, const std::stop_token& stop);
  using Retained = std::map<std::string, std::string>;
  std::string first_difference(const Retained& retained) const;
  std::string first_lost(const Retained& retained) const;
  std::vector<std::string> wrongly_shown() const;

  Site& site_;
  std::vector<Owner> owners_;
  std::vector<std::unique_ptr<FaultPhone>> watchers_;
  std::atomic<std::size_t> unanswered_{0};
  std::string refused_;  // the first refusal; of the owners' threads
  std::mutex mutex_;     // guards refused_
};

}  // namespace facet::fault_test
