#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "schemas/messages.h"
#include "tests/faults/fault_phone.h"

namespace facet::fault_test {

inline constexpr GroupId kFamily{22};      // rank 1
inline constexpr GroupId kColleagues{11};  // rank 2

// What a watcher is to one owner, from the beginning on.
enum class Place : std::uint8_t {
  family,
  colleagues,
  wandering,  // from one group to the other and back
  blocked,    // and a member of Family
};

// One change of an owner, with what is true once it was accepted.
struct Change {
  topics::UpKind kind{};
  StatusEdit status;
  GroupsEdit groups;
};

// What one owner has changed, and so what has to be seen at the end: the test's own reckoning, by
// docs/rules.md and not by the resolver's code. Change number n says in its note that it is n, so that every
// View that is ever shown can be traced; every fourth change adds a contact that stays, so that a change that
// is lost is missed though later ones lie over it. Thread-safe.
class Book {
 public:
  Book(UserId owner, std::map<UserId, Place> watchers);

  // What makes the groups and the block, to be accepted before anything else.
  std::vector<Change> beginnings() const;
  // The next change, which may be seen from now on. At most one is not accepted at any time.
  Change next();
  void accepted();
  std::uint64_t begun() const;
  std::uint64_t receipts() const;

  // Valid while nothing is under way.
  Bytes view_of(UserId watcher, const Bytes& like) const;
  std::set<UserId> colleagues() const;

  // What is wrong in this history of a watcher's, in words: a blocked one is shown anything but `off`,
  // anybody is shown another group's status, one that nobody ever set, an older one than before (not from the
  // broker's copies: it may have lost its latest), or nobody at all though there is a status.
  std::vector<std::string> wrong(UserId watcher, const std::vector<Shown>& history) const;

  UserId owner() const { return owner_; }

 private:
  struct Told {
    Activity activity = Activity::off;
    std::string note;
  };
  Told told(UserId watcher) const;
  std::optional<std::string> wrong(Place place, const Shown& shown, std::uint64_t& newest) const;

  const UserId owner_;
  const std::map<UserId, Place> watchers_;
  mutable std::mutex mutex_;  // guards what follows
  std::uint64_t begun_ = 0;
  std::uint64_t receipts_ = 0;
  Told family_;
  Told colleagues_;
  bool wanders_in_family_ = true;
  std::set<UserId> added_;
};

}  // namespace facet::fault_test
