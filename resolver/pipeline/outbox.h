#pragma once

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <utility>
#include <vector>

#include "resolver/pipeline/damping.h"
#include "resolver/pipeline/last_shown.h"
#include "resolver/ports/store.h"

namespace facet::resolver {

// What still has to be published: the store's marks, in memory. A mark lives from the commit that made its
// target dirty until the broker has taken the message that shows it; one target has one mark, however often
// it changes. A target whose watchers were told much lately is parked, and comes when it may, by itself and
// once. Thread-safe.
class Outbox {
 public:
  // Before any other call; without it damping is off, and so is keep_news().
  void damp(const DampingOptions& options);

  // The marks found in the store at start: all waiting to be published.
  void restore(std::vector<Mark> marks);

  // Versions for the targets of a commit that is about to be made. Not known to anybody until add().
  std::vector<Mark> stamp(const std::vector<Target>& targets);
  // The commit was made. The marks may be published once release() says it is on the disk.
  void add(const std::vector<Mark>& marks);
  void release(const std::vector<Mark>& marks);

  // Whether what `target`'s topics show is not, or not surely, what the store says.
  bool has(const Target& target) const;

  // The next target to look at, in the order of release; nullopt when stopped, when nothing came before the
  // time limit, and when it is time to call again for one that was parked.
  std::optional<Target> next(const std::stop_token& stop, std::chrono::milliseconds limit, SteadyTime now);
  // The mark to publish for `target`; nullopt when its newest version is already under way or done. Call it
  // in the same critical section that reads the presentity, so that the version is the one that is sent.
  std::optional<Mark> begin(const Target& target);
  // Whether a mark that was begun may be published now. False: it is not begun any more, its target is parked
  // and will be next again.
  bool admit(const Mark& mark, SteadyTime now);
  // Whether what is published for `target` is compared with what its watchers were given last.
  bool is_compared(const Target& target) const;
  // For what is_compared(). Takes out of the messages of a begun mark whoever has just that already. False:
  // nothing is left, and it counts as taken. True: the rest is to be sent, and that is remembered.
  bool keep_news(const Mark& mark, Messages& messages);
  // Views of `presentity` are published otherwise than for a target, to these, or to whomever: what they
  // showed before counts no more.
  void forget_shown(UserId presentity, const std::vector<UserId>& watchers);
  void forget_shown(UserId presentity);
  // Nobody knows any more what the broker has.
  void forget_shown();

  // What the broker said of a begun mark.
  void taken(const Mark& mark);
  void lost(const Mark& mark);
  // Everything that was lost is next again; call it while connected, now and then.
  void release_lost();

  // `targets` show what they should without a publication of their own: done() tells of them too (version 0),
  // so that a broker that comes back from an older save gets them with what was published since.
  void note(const std::vector<Target>& targets);

  // Marks done since the last call, in the order they were taken.
  std::vector<Mark> done();
  std::size_t waiting() const;

 private:
  struct Entry {
    std::uint64_t version = 0;
    std::uint64_t begun = 0;  // the version that is under way; 0: none
    bool queued = false;
    bool parked = false;
  };

  void enqueue(const Target& target, Entry& entry);
  void release_parked(SteadyTime now);
  void finish(const Mark& mark);
  bool compares(const Target& target) const;

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  std::map<Target, Entry> entries_;
  std::deque<Target> queue_;
  std::set<std::pair<SteadyTime, Target>> parked_;  // until when
  std::vector<Target> lost_;
  std::vector<Mark> done_;
  std::uint64_t last_version_ = 0;
  Damping damping_{DampingOptions{.every = std::chrono::seconds{0}}};
  LastShown last_shown_;
};

}  // namespace facet::resolver
