#pragma once

#include <algorithm>
#include <functional>
#include <memory>

#include "tests/simulation/world.h"

namespace facet::simulation {

// One TCP connection: in each direction things arrive late, in order, or not at all once it is cut. To be
// held by shared_ptr.
class Wire : public std::enable_shared_from_this<Wire> {
 public:
  Wire(World& world, Millis slowest) : world_(world), slowest_(slowest), number_(world.number()) {}

  struct Earlier {
    bool operator()(const std::shared_ptr<Wire>& a, const std::shared_ptr<Wire>& b) const {
      return a->number_ < b->number_;
    }
  };

  void up(std::function<void()> arrives) { send(up_, std::move(arrives)); }      // to the broker
  void down(std::function<void()> arrives) { send(down_, std::move(arrives)); }  // from it

  // What has not arrived does not any more.
  void cut_up() { up_.open = false; }
  void cut_down() { down_.open = false; }

 private:
  struct Direction {
    bool open = true;
    Millis last{0};  // when the latest thing arrives
  };
  void send(Direction& way, std::function<void()> arrives) {
    if (!way.open) return;
    way.last = std::max(way.last, world_.now() + world_.dice().between(Millis{0}, slowest_));
    world_.after(way.last - world_.now(), [self = shared_from_this(), &way, what = std::move(arrives)] {
      if (way.open) what();
    });
  }

  World& world_;
  const Millis slowest_;
  const std::uint64_t number_;
  Direction up_;
  Direction down_;
};

}  // namespace facet::simulation
