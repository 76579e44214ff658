#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "schemas/result.h"

// How a backup is taken of a store that a resolver has open. Nobody else can: RocksDB's read-only instances
// may find files gone under them, and a copy of a folder that is being written is none. So whoever wants one
// asks the resolver, by a socket in the store's folder, and the resolver makes a copy of that moment beside
// its own files (adapters/rocksdb/checkpoint.h) for as long as the connection stands. The asker copies it
// wherever it may write; the resolver needs no right to write anywhere else. Whoever dies, nothing is left:
// the end of the connection removes the copy, and so does the next start of a resolver.
namespace facet::resolver {

inline constexpr const char* kLeaseSocket = "backup.socket";
inline constexpr const char* kLeaseFolder = "backup.copy";

// The resolver's side: a thread of its own, from start to destruction. Only root and the user of this process
// are answered, one at a time.
class LeaseServer {
 public:
  using Copy = std::function<Status(const std::filesystem::path& dir)>;

  // `copy` is called on that thread; it must stay callable until the server is gone. Removes what an earlier
  // process left behind.
  static Result<std::unique_ptr<LeaseServer>> start(const std::filesystem::path& store, Copy copy);
  ~LeaseServer();
  LeaseServer(const LeaseServer&) = delete;
  LeaseServer& operator=(const LeaseServer&) = delete;

 private:
  LeaseServer(std::filesystem::path store, Copy copy, int listener, int stop_reader, int stop_writer);

  void serve();
  void grant(int peer);
  // Until the peer has gone, or this server is to stop. Others are told that it is busy.
  void hold(int peer) const;

  const std::filesystem::path store_;
  const Copy copy_;
  const int listener_;
  const int stop_reader_;
  const int stop_writer_;
  std::thread thread_;
};

// The asker's side: the folder of a copy that stays until this is gone.
class Lease {
 public:
  // nullptr: no resolver answers there. busy: one does, and cannot now.
  static Result<std::unique_ptr<Lease>> take(const std::filesystem::path& store);
  ~Lease();
  Lease(const Lease&) = delete;
  Lease& operator=(const Lease&) = delete;

  const std::filesystem::path& folder() const { return folder_; }

 private:
  Lease(int connection, std::filesystem::path folder) : connection_(connection), folder_(std::move(folder)) {}

  const int connection_;
  const std::filesystem::path folder_;
};

}  // namespace facet::resolver
