#pragma once

#include <cstddef>
#include <list>
#include <unordered_map>

#include "resolver/pipeline/fingerprint.h"
#include "resolver/ports/store.h"
#include "schemas/limits.h"

namespace facet::resolver {

// What the broker was last given of each presentity, so that the same is not sent to the same watchers again:
// somebody changes a status there and back within a damped second. Only the very last publication of a
// presentity is remembered, whichever target it was for: one before it may have been of watchers who have
// been shown something else since. And it counts only when the broker has taken it; whoever loses the
// connection, or publishes the presentity's Views in another way, has to forget().
//
// The presentities that were published longest ago are forgotten beyond `most`: that costs a message, not
// more. Not thread-safe.
class LastShown {
 public:
  explicit LastShown(std::size_t most = limits::kRememberedPublications) : most_(most) {}

  // Whether it is certain that the topics of `target` hold what `print` stands for.
  bool holds(const Target& target, const Fingerprint& print) const;

  // `mark` is about to be sent.
  void sent(const Mark& mark, const Fingerprint& print);
  // The broker has all of it. Nothing, when something else was sent of the presentity since.
  void taken(const Mark& mark);

  void forget(UserId presentity);
  void forget_all();

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Mark mark;
    Fingerprint print;
    bool taken = false;
  };

  std::size_t most_;
  std::list<Entry> recent_;  // the latest first
  std::unordered_map<UserId, std::list<Entry>::iterator> entries_;
};

}  // namespace facet::resolver
