#pragma once

#include <chrono>
#include <memory>

#include "resolver/domain/zone_table.h"
#include "schemas/ids.h"
#include "tests/scenarios/words.h"

// Times as people say them: "19:00", "friday 18:00", "2026-10-25 02:30", "two hours".
namespace facet::scenarios {

class Calendar {
 public:
  // Which clock on the wall the script means.
  void use(std::shared_ptr<const resolver::ZoneTable> zone) { zone_ = std::move(zone); }

  // The first such time after `now`, and the last one that is not. One with a date is that one.
  Time next(Words& words, Time now) const;
  Time last(Words& words, Time now) const;

 private:
  enum class Direction { next, last };
  Time moment(Words& words, Time now, Direction direction) const;

  std::shared_ptr<const resolver::ZoneTable> zone_ = std::make_shared<const resolver::ZoneTable>();
};

// "two hours", "90 minutes", "a day".
bool is_duration(const Words& words);
std::chrono::seconds take_duration(Words& words);

// "monday" or "mon": 1 to 7, Monday is 1; 0: neither.
unsigned weekday_of(std::string_view word);
// "09:30": minutes since midnight; nullopt: no such time.
std::optional<std::chrono::minutes> minutes_of(std::string_view word);

}  // namespace facet::scenarios
