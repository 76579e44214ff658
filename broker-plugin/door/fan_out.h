#pragma once

#include <cstdint>
#include <string_view>

#include "broker-plugin/door/broker.h"

namespace facet::door {

enum class Expanded {
  all,
  malformed,  // not a FanOut, or its View is none: nothing was published
  no_memory,  // some may have been published; the sender is to send it all again
};

// $CONTROL/facet/v1/fanout: one View and many watchers become a retained facet/v1/in/<watcher>/<presentity>
// for each. Not thread-safe.
class FanOutExpander {
 public:
  explicit FanOutExpander(Broker& broker) : broker_(broker) {}

  Expanded expand(std::string_view payload);

  std::uint64_t messages() const { return messages_; }  // expanded so far
  std::uint64_t watchers() const { return watchers_; }  // and for how many

 private:
  Broker& broker_;
  std::uint64_t messages_ = 0;
  std::uint64_t watchers_ = 0;
};

}  // namespace facet::door
