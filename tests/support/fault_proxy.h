#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace facet::testing_support {

// A bad network between a client and a server, both on 127.0.0.1: clients connect to port(), what they send
// is passed on to the server, and back, as the weather says. Weather holds for connections that stand and for
// new ones. Has a thread of its own; the calls are for any thread and hold from the next byte on.
class FaultProxy {
 public:
  // Takes connections at once. The server need not be there yet.
  explicit FaultProxy(std::uint16_t server);
  ~FaultProxy();
  FaultProxy(const FaultProxy&) = delete;
  FaultProxy& operator=(const FaultProxy&) = delete;

  std::uint16_t port() const { return port_; }

  void pass();                            // as if it were not there
  void delay(std::chrono::milliseconds);  // each byte is that late, either way
  void trickle();                         // byte by byte, each a packet of its own; some 16 kB/s
  // Half open: connections stand and are taken, and nothing that is sent arrives, as behind a router that
  // forgot them. What was swallowed is gone, so such a connection is reset when the weather changes.
  void swallow();
  // Hangs up on everybody with RST. New connections are served as the weather says.
  void reset();

  std::size_t taken() const { return taken_; }  // connections, ever

 private:
  using Steady = std::chrono::steady_clock;
  enum class Weather { pass, delay, trickle, swallow };
  struct Piece {
    Steady::time_point due;
    std::string bytes;
  };
  struct Way {
    int from = -1;
    int to = -1;
    std::deque<Piece> queue;
    std::size_t queued = 0;
    bool ended = false;  // `from` has said its last
  };
  struct Pair {
    Way up;
    Way down;
    bool connecting = true;  // to the server
    bool swallowed = false;
    bool broken = false;
  };

  void change(Weather weather, std::chrono::milliseconds delay);
  void run(const std::stop_token& stop);
  void take();
  void read(Pair& pair, Way& way);
  void write(Pair& pair, Way& way);
  void finish(Pair& pair);
  static void hang_up(Pair& pair, bool reset);
  void wake() const;

  int listener_ = -1;
  int waker_ = -1;
  std::uint16_t port_ = 0;
  const std::uint16_t server_;
  std::mutex mutex_;  // guards what follows
  Weather weather_ = Weather::pass;
  std::chrono::milliseconds delay_{0};
  std::list<Pair> pairs_;
  std::atomic<std::size_t> taken_{0};
  std::jthread thread_;
};

}  // namespace facet::testing_support
