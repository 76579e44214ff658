#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/bench/load/measure.h"
#include "tests/bench/load/phones.h"

namespace facet::load_test {

using load::Steady;

struct Size {
  std::size_t phones = 10'000;  // online; of them
  std::size_t owners = 1'000;   // have a group of their own
  std::size_t members = 50;     // in each group, from among those who are no owners
};

// What a storm took until everybody had the receipt that says: complete.
struct Coming {
  double seconds = 0;
  std::vector<double> each_ms;
  load::Cpu cpu;
};

// What a round took in which every owner changed something at the same moment.
struct Round {
  double seconds = 0;  // until the last delivery and the last receipt
  std::uint64_t deliveries = 0;
  std::vector<double> receipts_ms;  // of each owner
  std::vector<double> last_ms;      // until the last member of each group had it
  load::Cpu cpu;
};

// Many phones, all online, of whom some are owners. Every delivery is looked at: right View, right watcher,
// and none is missing when a round is over. On the caller's thread.
class Crowd final : private load::PhoneEvents {
 public:
  Crowd(const load::Servers& servers, const Size& size, const std::string& password);

  // Everybody who may have to log in.
  static std::vector<UserId> people(const Size& size);

  // The broker is another process now, on the same port.
  void broker_is(pid_t process) { servers_.broker = process; }
  // Everybody comes, `at_once` connecting at a time.
  Result<Coming> come(std::size_t at_once, Steady::time_point deadline);
  Status make_groups(Steady::time_point deadline);
  Result<Round> change(Steady::time_point deadline);
  // The network is gone, for all of them at the same moment.
  void drop();
  // Views that said `off` since the last call: right of an owner who was away for longer than the grace.
  std::uint64_t take_shown_off() { return std::exchange(shown_off_, 0); }
  // Messages that had no receipt in time and were sent again, so far.
  std::uint64_t sent_again() const { return sent_again_; }
  // Connections that the broker closed before it answered, so far: its queue of new ones was full.
  std::uint64_t turned_away() const { return phones_.turned_away(); }
  // Looks after the connections for so long, while nothing is to come.
  Status idle(std::chrono::milliseconds time);

 private:
  struct Owner {
    std::size_t who = 0;  // in the swarm, of its latest connection
    std::uint64_t number = 0;
    Setting told;
    Revision revision;
    std::string view;  // the bytes that its members get, once the first of them came
    std::vector<std::uint64_t> seen;
    std::size_t missing = 0;
    bool receipt = true;
    Steady::time_point sent_at;
  };

  void on_view(std::size_t who, UserId presentity, std::string_view view) override;
  void on_receipt(std::size_t who, std::uint64_t request) override;
  void on_own_group(std::size_t /*who*/) override {}

  UserId member(std::size_t owner, std::size_t place) const;
  // size_.members: it is none.
  std::size_t place_of(std::size_t owner, UserId member) const;
  void begin(Owner& owner, Setting told);
  Status finish(Steady::time_point begin, Steady::time_point deadline);
  bool shows(Owner& owner, std::string_view view) const;
  void wrong(std::size_t who, const std::string& what);

  load::Servers servers_;
  Size size_;
  load::Phones phones_;
  std::size_t first_ = 0;  // of the latest connections, in the swarm
  std::vector<Owner> owners_;
  std::size_t under_way_ = 0;  // deliveries and receipts
  std::uint64_t sent_again_ = 0;
  const Bytes off_;
  std::uint64_t shown_off_ = 0;
  Steady::time_point last_;
  Round round_;
};

}  // namespace facet::load_test
