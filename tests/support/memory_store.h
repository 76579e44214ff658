#pragma once

#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <utility>

#include "resolver/ports/store.h"

namespace facet::resolver::testing {

// What a Write does to what is known of its presentity.
void apply(const Write& write, Presentity& to);

// A Store in memory with the real one's promises, and faults to order. Thread-safe.
class MemoryStore : public Store {
 public:
  Result<Presentity> load(UserId presentity) override;
  Status commit(const Commit& commit) override;
  Status sync() override;
  Result<std::vector<UserId>> presentities_holding(UserId contact, UserId after, std::size_t max) override;
  Result<std::vector<UserId>> followed_by(UserId contact, std::size_t max) override;
  Result<std::vector<Standing>> standings(UserId presentity, const std::vector<UserId>& watchers) override;
  Result<std::vector<std::pair<UserId, Account>>> accounts(UserId after, std::size_t max) override;
  Result<std::vector<LogEntry>> log(UserId presentity, std::size_t skip, std::size_t max) override;
  Result<std::vector<UserId>> presentities(UserId after, std::size_t max) override;
  Result<std::vector<UserId>> registered(UserId after, std::size_t max) override;
  Result<std::vector<Connection>> connected(UserId user, DeviceId device, std::size_t max) override;
  Result<std::vector<Mark>> marks() override;
  Status published(const std::vector<Mark>& cleared, const std::vector<Published>& journal) override;
  Result<std::optional<std::vector<Target>>> published_since(std::uint64_t after) override;
  Result<std::uint64_t> last_published() override;
  Result<std::vector<Timer>> due(Time now, std::size_t max) override;
  Result<std::optional<std::string>> note(std::string_view name) override;
  Status put_note(std::string_view name, std::string_view value) override;

  void fail_commits(bool fail);
  void fail_syncs(bool fail);
  void trim_journal_before(std::uint64_t sequence);
  std::size_t mark_count();
  std::size_t timer_count();

 private:
  Presentity& of(UserId presentity);
  void add_to_log(UserId presentity, const LogEntry& entry);
  void put_ways_back(const Commit& commit, const Write& write);
  void watch(UserId contact, UserId user, GroupId group, bool holds);
  void wipe_ways_back(const Commit& commit);
  bool knows(UserId user, UserId contact) const;

  std::mutex mutex_;
  std::map<UserId, Presentity> presentities_;
  std::map<UserId, std::deque<LogEntry>> logs_;  // the latest first
  // From a contact to those who know it, by group; or by kOverride for an override.
  std::set<std::tuple<UserId, UserId, GroupId>> watches_;
  std::map<std::pair<UserId, UserId>, Stance> standings_;  // presentity, watcher
  std::set<UserId> registered_;
  std::map<Target, std::uint64_t> marks_;
  std::map<std::uint64_t, Target> journal_;
  std::uint64_t last_published_ = 0;
  std::uint64_t trimmed_to_ = 0;
  std::set<Timer> timers_;
  std::map<std::string, std::string, std::less<>> notes_;
  bool fail_commits_ = false;
  bool fail_syncs_ = false;
};

}  // namespace facet::resolver::testing
