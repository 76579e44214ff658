#pragma once

#include <memory>
#include <vector>

#include "client/cli/context.h"

namespace facet::cli {

// Where `facet watch` shows what it hears. `start` comes first; then the others, one call at a time, on any
// thread.
class WatchOutput {
 public:
  virtual ~WatchOutput() = default;
  virtual void start(const std::vector<client::ContactView>& views) = 0;
  virtual void view(const client::ContactView& view) = 0;
  virtual void connection(bool online) = 0;
};

// JSON lines with --json: {"event":"view","number":…,"name":…,"view":…} and
// {"event":"connection","online":true}. Else a table that is drawn again on a terminal, and plain lines
// elsewhere.
std::unique_ptr<WatchOutput> make_watch_output(const Context& context);

}  // namespace facet::cli
