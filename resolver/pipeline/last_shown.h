#pragma once

#include <cstddef>
#include <deque>
#include <list>
#include <unordered_map>
#include <vector>

#include "resolver/pipeline/render.h"
#include "resolver/ports/store.h"
#include "schemas/limits.h"

namespace facet::resolver {

// What the broker was last given for each watcher of a presentity, so that nobody is sent the same again:
// somebody changes a status there and back within a damped second. It has to be known watcher by watcher:
// were the same sent to one because another was told something in between, it would learn of that, and
// whoever is blocked could be told from one who sees the presentity go.
//
// Only the latest publications of a presentity are remembered: whoever is in none of them is sent it again.
// And they count only when the broker has taken them; whoever loses the connection, or publishes the
// presentity's Views in another way, has to forget(). The presentities that were published longest ago are
// forgotten beyond the bounds: that costs a message, not more. Not thread-safe.
class LastShown {
 public:
  explicit LastShown(std::size_t most_publications = limits::kRememberedPublications,
                     std::size_t most_watchers = limits::kRememberedWatchers)
      : most_publications_(most_publications), most_watchers_(most_watchers) {}

  // `messages` of `mark`'s presentity are about to be sent: takes out whoever has just that, certainly, and
  // remembers the rest. Empty afterwards: nobody needs anything.
  void keep_news(const Mark& mark, Messages& messages);
  // The broker has all of what was kept.
  void taken(const Mark& mark);

  // What these watchers have is not known any more.
  void forget(UserId presentity, const std::vector<UserId>& watchers);
  void forget(UserId presentity);
  void forget_all();

  std::size_t publications() const { return publications_; }

 private:
  struct Publication {
    Mark mark;
    std::vector<ShowMessage> sent;
    bool taken = false;
  };
  struct Entry {
    UserId presentity;
    std::deque<Publication> publications;  // the latest first
  };

  static std::vector<UserId> news(const Entry& entry, const ShowMessage& show);
  void remember(Publication publication);
  void count(const Publication& publication, int change);

  std::size_t most_publications_;
  std::size_t most_watchers_;
  std::list<Entry> recent_;  // the latest first
  std::unordered_map<UserId, std::list<Entry>::iterator> entries_;
  std::size_t publications_ = 0;
  std::size_t watchers_ = 0;
};

}  // namespace facet::resolver
