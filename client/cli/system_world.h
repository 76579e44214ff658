#pragma once

#include <ext/stdio_filebuf.h>
#include <istream>
#include <optional>

#include "client/cli/signals.h"
#include "client/cli/world.h"

namespace facet::cli {

// The real one: standard streams, the clock, the terminal, the client library.
class SystemWorld {
 public:
  SystemWorld();
  World& world() { return world_; }

 private:
  // Not std::cin, which takes a read error for the end of the input.
  __gnu_cxx::stdio_filebuf<char> in_buffer_;
  std::istream in_;
  std::optional<StopOnSignals> signals_;
  World world_;
};

}  // namespace facet::cli
