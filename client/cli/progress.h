#pragma once

#include <string_view>

#include "client/cli/world.h"

namespace facet::cli {

// "importing… 3/12" in the last line of a terminal on stderr, and nothing anywhere else. Gone at the end.
class Progress {
 public:
  Progress(const World& world, std::string_view what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void at(std::size_t done, std::size_t total) const;

 private:
  std::ostream& err_;
  bool shown_;
  std::string_view what_;
};

}  // namespace facet::cli
