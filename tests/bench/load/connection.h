#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "tests/bench/load/codec.h"

namespace facet::load {

// One client's socket with what waits to be written and the part of a packet that has come. It never blocks
// and keeps no thread; whoever owns it calls it when the socket is ready. Lean on purpose: a read takes
// everything there is into a buffer that all connections share.
class Connection {
 public:
  enum class Io { ok, closed, broken };

  // Takes over `fd`, non-blocking and connected or about to be. Not copied; moved freely.
  explicit Connection(int fd) : fd_(fd) {}
  ~Connection();
  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&& other) noexcept;

  int fd() const { return fd_; }  // -1: closed
  void close();
  bool open() const { return fd_ >= 0; }

  // What is added here goes out with the next flush().
  std::string& out() { return out_; }
  // Writes what the socket takes; waiting() tells whether something is left.
  Io flush();
  bool waiting() const { return !out_.empty(); }

  // One read into `scratch` (larger than kLargestPacket); on_packet(const Packet&) for each whole packet, in
  // order. What the callback leaves in out() is for the caller to flush, once for the whole read.
  template <typename OnPacket>
  Io read(std::span<char> scratch, OnPacket on_packet) {
    std::string_view data;
    if (const Io io = receive(scratch, data); io != Io::ok) return io;
    Packet packet;
    Cut cut = cut_packet(data, packet);
    for (; cut == Cut::packet; cut = cut_packet(data, packet)) on_packet(packet);
    rest_.assign(data);
    return cut == Cut::broken ? Io::broken : Io::ok;
  }

  // A message id that the last 65,534 did not have.
  std::uint16_t next_id() { return id_ = id_after(id_); }
  // Bytes that the socket took since the beginning.
  std::uint64_t written() const { return written_; }

 private:
  // What was left of the last read and what has come, at the front of `scratch`.
  Io receive(std::span<char> scratch, std::string_view& data);

  int fd_ = -1;
  std::uint16_t id_ = 0;
  std::uint64_t written_ = 0;
  std::string out_;
  std::string rest_;
};

}  // namespace facet::load
