#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>

#include "resolver/adapters/rocksdb/database.h"
#include "resolver/adapters/rocksdb/rocksdb_store.h"

namespace facet::resolver::rocks {

// The port, over a Database. Methods stand by subject: load.cc, commit.cc, lists.cc, standings.cc,
// log.cc, outbox.cc.
class RocksDbStore final : public Store {
 public:
  // `database` has been opened and checked.
  static Result<std::unique_ptr<Store>> make(std::unique_ptr<Database> database, const StoreOptions& options);

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

  Status checkpoint(const std::filesystem::path& dir);  // checkpoint.h

 private:
  // What the journal's ends are, without looking.
  struct Journal {
    std::uint64_t last = 0;     // the newest sequence ever written
    std::uint64_t trimmed = 0;  // entries up to here are gone, or were never there
  };

  RocksDbStore(std::unique_ptr<Database> database, std::size_t journal_entries)
      : database_(std::move(database)), journal_entries_(journal_entries) {}

  Result<std::uint64_t> newest_logged(UserId presentity);  // 0: none
  Status read_journal_ends();
  Status clear(const std::vector<Mark>& cleared, rocksdb::WriteBatch& batch);
  Journal append(const std::vector<Published>& entries, rocksdb::WriteBatch& batch);

  const std::unique_ptr<Database> database_;
  const std::size_t journal_entries_;
  // Held by each commit, before outbox_: some look at what is there before they write.
  std::mutex commits_;
  // Held while marks are written, and while published() compares and deletes them: in between, a commit
  // could renew a mark that is then deleted. Commits without marks do not wait for it.
  std::mutex outbox_;
  Journal journal_;  // with outbox_
};

}  // namespace facet::resolver::rocks
