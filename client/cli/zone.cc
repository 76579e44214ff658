#include "client/cli/zone.h"

#include <chrono>

namespace facet::cli {

Zone system_zone() {
  tzset();  // localtime_r() need not
  return Zone{[](Time time) {
                const std::time_t seconds = time.time_since_epoch().count();
                std::tm fields{};
                localtime_r(&seconds, &fields);
                return fields;
              },
              [](std::tm fields) { return Time{std::chrono::seconds{std::mktime(&fields)}}; }};
}

}  // namespace facet::cli
