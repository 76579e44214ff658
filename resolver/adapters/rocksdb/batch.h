#pragma once

#include <rocksdb/write_batch.h>

#include <string>
#include <string_view>

#include "resolver/adapters/rocksdb/database.h"
#include "resolver/ports/store.h"

namespace facet::resolver::rocks {

// Turns what belongs to one user into one batch; later writes of a record win. A batch that has been filled
// cannot fail: the results of Put and Delete, which only a batch with a size limit gives, are always OK.
class Batch {
 public:
  Batch(Database& database, UserId user) : database_(database), user_(user) {}

  // Fails when what a Wipe is to take out cannot be read.
  Status add(const Commit& commit);
  // `number` is higher than that of any entry before.
  void log(std::uint64_t number, const LogEntry& entry);

  void mark(const Mark& mark);
  void add(const Timer& timer);
  void remove(const Timer& timer);
  void register_user(UserId user);
  void unregister(UserId user);

  rocksdb::WriteBatch& filled() { return batch_; }

 private:
  struct Add;

  // Everything of the user that is stored, but for its account. When its account has come to an end: also the
  // ways back to whoever said something of it until then, and that no longer counts.
  Status wipe(const Account* account);
  Status wipe_edges();
  Status wipe_contacts();
  Status wipe_stances();
  Status wipe_ways_back(Revision erased);
  Status wipe_standings(Revision erased);
  // When the user of a way back last said what it stands for.
  Result<Revision> said_of_user(UserId by, GroupId group);
  Status wipe_column(Column column);
  // Of the user, in the order of the keys.
  Status visit_keys(Column column, const std::function<Status(std::string_view)>& visit);
  Status each_key(Column column, const std::function<Status(std::string_view)>& take);  // takes them out

  void put(Column column, std::string_view key);  // of record_
  void put_empty(Column column, std::string_view key);
  void drop(Column column, std::string_view key);
  // The way back from the contact to whoever holds it.
  void watch(UserId contact, GroupId group, bool holds);

  Database& database_;
  const UserId user_;
  rocksdb::WriteBatch batch_;
  std::string record_;  // reused
};

}  // namespace facet::resolver::rocks
