#pragma once

#include <deque>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include "resolver/pipeline/committer.h"
#include "resolver/pipeline/core.h"
#include "schemas/topics.h"

namespace facet::resolver {

// What the broker's plugin tells of the devices' connections: has the domain decide whether somebody went or
// came back, and commits that. Nothing here is promised to anybody, so nothing waits for the disk but the
// marks: what a power cut takes comes again, retained, at the next connection.
//
// A broker that went down said no farewell for the connections it had; its next run has a later boot number.
// What is connected with a session below that is a ghost, and gone as of the moment that is noticed.
//
// Messages come on the bus's thread, sweep() on the ticker's.
class Liveness {
 public:
  Liveness(Core& core, Committer& committer) : core_(core), committer_(committer) {}

  // Reads which devices the store has as connected: the broker may have lost what it knew of them. Before any
  // other call.
  Status start();

  // facet/v1/link/...: live, or the broker's stored copy, which comes at each connection: twice is once.
  void on_link(const topics::Link& whose, std::string_view payload);
  // topics::plugin_op(), live only: a stored copy does not tell that there is a plugin now.
  void on_report(std::string_view payload);

  // Sees to ghosts; a bounded number a call.
  void sweep();

 private:
  struct Key {
    UserId user;
    DeviceId device;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept {
      return std::hash<UserId>{}(key.user) + key.device.value();
    }
  };

  // Whether it is a ghost's; keeps `connected_` up to date.
  bool track(const Key& key, const Link& link);
  void remember(const Key& key, std::uint64_t session);
  void count_links();
  bool is_left_over(UserId user, const Link& link) const;
  void apply(const Key& key, const Link& link, Instant now);

  Core& core_;
  Committer& committer_;
  std::mutex mutex_;  // guards what follows; Core's is never taken while it is held
  std::unordered_map<Key, std::uint64_t, Hash> connected_;  // with which session
  std::uint64_t boot_ = 0;
  std::deque<Connection> ghosts_;
  Instant noticed_{};  // when those were found to be ghosts
};

}  // namespace facet::resolver
