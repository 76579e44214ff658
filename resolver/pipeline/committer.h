#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "resolver/pipeline/core.h"

namespace facet::resolver {

// Waits for the disk, then lets receipts and publications go. One fsync serves everything that was committed
// while the one before it ran, so a burst costs few of them and a lone change waits for one only.
// Thread-safe; owns its thread.
class Committer {
 public:
  explicit Committer(Core& core) : core_(core) {}
  ~Committer() { stop(); }

  void start();
  // Finishes what was added, then ends the thread.
  void stop();

  // One turn of the thread: makes sure of what waits, and lets it go. False: there was nothing, or the disk
  // failed.
  bool turn();

  // `receipt` goes to `topic`, and `marks` to the publisher, when everything committed before this call is on
  // the disk. Never blocks. The mark of a receipt that is dropped for want of room stays: only the receipt is
  // lost, and the phone sends its change again.
  void add(std::string topic, Bytes receipt, std::vector<Mark> marks);

  // Receipts that the bus did not take go out again: messages come before the connection is whole, and what
  // they are answered then finds no way. Call it while connected, now and then.
  void send_kept();

 private:
  struct Waiting {
    std::string topic;
    Bytes receipt;
    std::vector<Mark> marks;
  };

  void run(const std::stop_token& stop);
  void let_go(const std::vector<Waiting>& batch);
  void send(const std::string& topic, const Bytes& receipt);
  void keep(std::string topic, Bytes receipt);

  Core& core_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::vector<Waiting> waiting_;
  std::vector<std::pair<std::string, Bytes>> kept_;
  std::jthread thread_;
};

}  // namespace facet::resolver
