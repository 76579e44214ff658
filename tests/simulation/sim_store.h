#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "tests/simulation/world.h"
#include "tests/support/memory_store.h"

namespace facet::simulation {

// A disk with the resolver's store on it, as RocksDB keeps it: what was committed survives the death of the
// process, what was synced survives a power cut as well, and of the rest a power cut leaves some of the
// earlier part. It can be ordered to fail, and to be the last thing a process does.
class SimStore : public resolver::Store {
 public:
  explicit SimStore(World& world);

  // ---- what happens to it ------------------------------------------------------------------------------
  void power_cut();
  // Writes and reads fail by chance in so many of a hundred cases; syncs in every one if `syncs`.
  void trouble(unsigned percent, bool syncs);
  // The process ends at its `writes`th write from now (which is done, or not, by chance); from then on
  // nothing is written or read for it. 0: it does not.
  void die_after(unsigned writes);
  bool died() const { return died_; }
  // `when_dead` is called at that moment, in the middle of whatever the process does.
  void new_process(std::function<void()> when_dead);

  // ---- what the oracle asks ----------------------------------------------------------------------------
  // Writes from now on are for this request of this user's ("": nobody's).
  void on_behalf_of(std::string request) { request_ = std::move(request); }
  // Whether something that was written for `request` would be lost in a power cut.
  bool is_at_risk(const std::string& request) const { return at_risk_.contains(request); }
  bool sync_failed() const { return sync_failed_; }
  resolver::Presentity look(UserId presentity) { return *memory_->load(presentity); }
  std::size_t marks_left() { return memory_->mark_count(); }

  // ---- the port ----------------------------------------------------------------------------------------
  Result<resolver::Presentity> load(UserId presentity) override;
  Status commit(const resolver::Commit& commit) override;
  Status sync() override;
  Result<std::vector<UserId>> presentities_holding(UserId contact, UserId after, std::size_t max) override;
  Result<std::vector<UserId>> followed_by(UserId contact, std::size_t max) override;
  Result<std::vector<resolver::Standing>> standings(UserId presentity,
                                                    const std::vector<UserId>& watchers) override;
  Result<std::vector<std::pair<UserId, resolver::Account>>> accounts(UserId after, std::size_t max) override;
  Result<std::vector<LogEntry>> log(UserId presentity, std::size_t skip, std::size_t max) override;
  Result<std::vector<UserId>> presentities(UserId after, std::size_t max) override;
  Result<std::vector<UserId>> registered(UserId after, std::size_t max) override;
  Result<std::vector<resolver::Connection>> connected(UserId user, DeviceId device, std::size_t max) override;
  Result<std::vector<resolver::Mark>> marks() override;
  Status published(const std::vector<resolver::Mark>& cleared,
                   const std::vector<resolver::Published>& journal) override;
  Result<std::optional<std::vector<resolver::Target>>> published_since(std::uint64_t after) override;
  Result<std::uint64_t> last_published() override;
  Result<std::vector<resolver::Timer>> due(Time now, std::size_t max) override;
  Result<std::optional<std::string>> note(std::string_view name) override;
  Status put_note(std::string_view name, std::string_view value) override;

 private:
  using Memory = resolver::testing::MemoryStore;
  // One write, to be done again on what a power cut has left.
  struct Written {
    std::function<void(Memory&)> again;
    std::string request;
  };

  Status write(std::function<void(Memory&)> what);
  Status may_read();
  bool fails();

  World& world_;
  std::unique_ptr<Memory> memory_;
  std::vector<Written> log_;
  std::size_t synced_ = 0;  // so many of them are on the disk
  std::set<std::string> at_risk_;
  std::string request_;
  unsigned percent_ = 0;
  bool syncs_fail_ = false;
  bool sync_failed_ = false;  // of this process
  unsigned writes_left_ = 0;
  bool died_ = false;
  std::function<void()> when_dead_;
};

}  // namespace facet::simulation
