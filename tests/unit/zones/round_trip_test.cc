#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/zones/zones_of_this_machine.h"

namespace facet::resolver::testing {
namespace {

using namespace std::chrono;

class RoundTrip {
 public:
  RoundTrip() : zones_(zones_of_this_machine()), names_(every_name(*zones_)) {}
  std::shared_ptr<const ZoneTable> any_zone() { return zones_->find(*rc::gen::elementOf(names_)); }
  // Every second is as likely as the minutes about a change.
  static Time any_time(const ZoneTable& zone) {
    if (zone.changes.size() == 1 || *rc::gen::inRange(0, 2) == 0) {
      return Time{seconds{*rc::gen::inRange<std::int64_t>(0, 0xFFFF'FFFF)}};
    }
    const auto index = *rc::gen::inRange<std::size_t>(1, zone.changes.size());
    return zone.changes[index].from + seconds{*rc::gen::inRange(-90'000, 90'000)};
  }

 private:
  std::unique_ptr<Zones> zones_;
  std::vector<std::string> names_;
};

RC_GTEST_PROP(ZonesRoundTrip, ALocalTimeThatThereIsComesBack, ()) {
  static RoundTrip world;
  const auto zone = world.any_zone();
  const auto utc = RoundTrip::any_time(*zone);
  const auto local = to_local(*zone, utc);
  const auto first = to_utc(*zone, local);
  RC_ASSERT(to_local(*zone, first) == local);
  RC_ASSERT(first <= utc);
}

// Whatever the clocks do, of two local times the later one is never the earlier moment.
RC_GTEST_PROP(ZonesRoundTrip, ALaterLocalTimeIsNeverEarlier, ()) {
  static RoundTrip world;
  const auto zone = world.any_zone();
  const local_seconds local{RoundTrip::any_time(*zone).time_since_epoch()};
  const auto later = local + seconds{*rc::gen::inRange(0, 200'000)};
  RC_ASSERT(to_utc(*zone, local) <= to_utc(*zone, later));
}

// One that no clock shows is the moment of the jump: the second before it clocks show less, then more.
RC_GTEST_PROP(ZonesRoundTrip, ALocalTimeThatThereIsNotIsTheJump, ()) {
  static RoundTrip world;
  const auto zone = world.any_zone();
  const local_seconds local{RoundTrip::any_time(*zone).time_since_epoch()};
  const auto utc = to_utc(*zone, local);
  if (to_local(*zone, utc) == local) return;
  RC_ASSERT(to_local(*zone, utc - 1s) < local);
  RC_ASSERT(to_local(*zone, utc) > local);
}

// What ZoneTable asks of a table.
TEST(ZonesRoundTrip, ChangesStandFurtherApartThanClocksJump) {
  const auto zones = zones_of_this_machine();
  for (const auto& name : every_name(*zones)) {
    const auto& changes = zones->find(name)->changes;
    for (std::size_t i = 2; i < changes.size(); ++i) {
      const auto between = changes[i].from - changes[i - 1].from;
      EXPECT_GT(between, abs(changes[i].offset - changes[i - 1].offset)) << name << " " << i;
      EXPECT_GT(between, abs(changes[i - 1].offset - changes[i - 2].offset)) << name << " " << i;
    }
  }
}

}  // namespace
}  // namespace facet::resolver::testing
