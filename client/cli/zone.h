#pragma once

#include <ctime>
#include <functional>

#include "schemas/ids.h"

namespace facet::cli {

// A time zone as two functions, so that what people type and read can be tested in any zone.
struct Zone {
  std::function<std::tm(Time)> to_local;
  // As mktime(): normalises `fields`; tm_isdst says which of two equal local times, -1 when unknown.
  std::function<Time(std::tm fields)> to_time;
};

// Of this process: TZ, else /etc/localtime.
Zone system_zone();

}  // namespace facet::cli
