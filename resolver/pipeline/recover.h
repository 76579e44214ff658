#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/pipeline/core.h"

namespace facet::resolver {

// Finds out, at each connection, what the broker's retained store has lost, and publishes that again.
//
// The resolver keeps a retained marker on its epoch topic: an id of this filling of the broker, and the
// sequence number of the last publication before it. Messages of one connection reach the broker in order,
// and the broker saves its whole store at once: so a broker that comes back from an older save comes back
// with an older marker, and what was published since stands in the store's journal.
//   marker as expected       -> nothing is sent
//   older marker             -> the targets in the journal since then
//   no marker, or another id -> everything, at a bounded rate, in steps that survive a restart; and what the
//                               journal has since that other marker: it may stand there and be no more
// The marker tells of nothing that a power cut could take from the journal again.
//
// on_* are called on the bus's thread, step on the publisher's, flush on the ticker's.
class Recover {
 public:
  // `per_second`: topics while filling an emptied broker.
  Recover(Core& core, std::size_t per_second) : core_(core), per_second_(per_second) {}

  // Reads where the last run left off. Before any other call.
  Status start();

  std::string marker_topic() const;
  std::string probe_topic() const;

  // Sends a probe to ourselves: the marker, if the broker has one, comes before it.
  void on_connected();
  void on_lost();
  void on_marker(std::string_view payload, bool retained);
  void on_probe(std::string_view payload);

  // A piece of what is to be done; returns the pause until the next.
  std::chrono::milliseconds step();

  // Writes what the broker has taken to the store, and moves the marker on.
  void flush();

  // For the operators: "offline", "checking", "filling", "current".
  std::string_view state() const;

 private:
  struct Marker {
    std::string epoch;
    std::uint64_t sequence = 0;
    bool complete = true;
    UserId filled_to;  // while not complete: everybody up to here stands at the broker
  };
  enum class State { offline, checking, filling, current };
  // What was given to the broker at once while filling it.
  struct Piece {
    std::size_t topics = 0;
    UserId last;
    bool end = false;
  };

  static std::optional<Marker> parse(std::string_view payload);
  void send_probe();
  void publish_marker();
  Status compare_with_broker();
  Status mark_again(const std::vector<Target>& targets);
  Status fill_from_the_start();
  // What was published behind `sequence` once more, as far as the journal goes back.
  Status publish_again_since(std::uint64_t sequence);
  Status resume_filling(UserId filled_to);
  Status fill_some();
  // What the broker said of it; on any thread.
  void filled(const Piece& piece, bool taken);
  void give_up_for_now(const Error& error);

  Core& core_;
  const std::size_t per_second_;

  mutable std::mutex mutex_;  // guards what follows; never held while the bus is called
  State state_ = State::offline;
  std::optional<Marker> found_;  // what the broker had at this connection
  bool probed_ = false;          // the probe of this connection came back
  std::uint64_t probe_ = 0;      // tells this connection's probe from an older one
  std::string epoch_;
  std::uint64_t sequence_ = 0;  // of the last publication in the journal
  std::uint64_t before_ = 0;    // sequence_ when this connection began: no marker of ours is ahead of it
  std::uint64_t marked_ = 0;    // of the marker last sent
  std::uint64_t safe_ = 0;      // up to here the journal is on the disk
  UserId filled_to_;
  bool under_way_ = false;   // a piece of the filling is
  SteadyTime not_before_{};  // the filling's pace, and the probe's
};

}  // namespace facet::resolver
