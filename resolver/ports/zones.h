#pragma once

#include <memory>
#include <string_view>

#include "resolver/domain/zone_table.h"

namespace facet::resolver {

// The world's time zones. Thread-safe.
class Zones {
 public:
  virtual ~Zones() = default;
  // By IANA name ("Asia/Shanghai"), spelt exactly; "" is UTC. nullptr: there is no such zone. Any text is
  // safe to pass: what is not among the names known from the start is neither looked for nor remembered. A
  // table is good for the years 1970 to 2106; later, and earlier, clocks show what they did last, and first.
  // The first call with a name may read a small file; nothing is forgotten, and the same name always gives
  // the same table.
  virtual std::shared_ptr<const ZoneTable> find(std::string_view iana_name) = 0;
};

}  // namespace facet::resolver
