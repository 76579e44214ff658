#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "tests/faults/town.h"
#include "tests/system/people.h"

// The clock of the resolver's machine is set (package libfaketime: the resolver runs as always, and is told
// another time).
namespace facet::fault_test {
namespace {

using std::chrono::milliseconds;
using system_test::BarePhone;

bool has_faketime() {
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator("/usr/lib", ignored)) {
    if (std::filesystem::exists(entry.path() / "faketime" / "libfaketimeMT.so.1", ignored)) return true;
  }
  return false;
}

class FaultsClock : public ::testing::Test {
 protected:
  void SetUp() override {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "a sanitizer has to be loaded before anything else";
#endif
    if (!has_faketime()) GTEST_SKIP() << "the package libfaketime is not installed";
  }
  void start(const std::string& more = {}) {
    site_.stop_resolver(SIGTERM);
    set("+0");
    // The steady clock stays as it is, as it does when somebody sets the time of day.
    site_.surround_resolver({.environment = {"LD_PRELOAD=/usr/$LIB/faketime/libfaketimeMT.so.1",
                                             "FAKETIME_TIMESTAMP_FILE=" + file().string(),
                                             "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1"}});
    site_.start_resolver(more);
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
  }
  // "-3600": an hour back from the right time. At once.
  void set(const std::string& offset) const {
    testing_support::write_file(file().string() + ".new", offset + "\n");
    std::filesystem::rename(file().string() + ".new", file());
  }
  std::filesystem::path file() const {
    return site_.path() / "clock";
  }

  Site site_{Town::people()};
};

TEST_F(FaultsClock, SetBackAndForthUnderLoadItChangesNothingThatAnybodySees) {
  start();
  Town town(site_);
  ASSERT_TRUE(town.opens()) << site_.resolver_log();
  town.begin();
  Chance chance("clock set");
  constexpr const char* kOffsets[] = {"-3600", "+7200", "-36000", "+0"};
  const int times = rounds(4);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{100}, milliseconds{500});
    set(kOffsets[static_cast<std::size_t>(i) % std::size(kOffsets)]);
    EXPECT_TRUE(town.goes_on()) << site_.resolver_log();
  }
  EXPECT_TRUE(town.stop());
  town.settle("clock set", times);
}

// Damping waits by the steady clock: an hour back does not mean an hour of silence.
TEST_F(FaultsClock, SetBackWhileUpdatesAreDampedItDelaysNoneOfThem) {
  start("[damping]\nseconds = 1\nburst = 1\n");
  Town town(site_);
  ASSERT_TRUE(town.opens()) << site_.resolver_log();
  town.begin();
  ASSERT_TRUE(town.goes_on());
  set("-3600");
  ASSERT_TRUE(town.goes_on());
  EXPECT_TRUE(town.stop());
  town.settle("clock set back, damped", 1);
}

// By two days, further than a revision may lie ahead: what phones send is refused with the reason, nothing is
// changed by it, and when the clock is right again everything is as it was.
TEST_F(FaultsClock, SetBackByDaysItRefusesChangesAndShowsNothingElse) {
  start();
  const auto people = Town::people();
  BarePhone owner(site_, people[0]);
  BarePhone watcher(site_, people[3]);
  ASSERT_TRUE(owner.come_online());
  ASSERT_TRUE(watcher.come_online());
  ASSERT_TRUE(owner.accepted(owner.edit_groups({system_test::new_group(kFamily, 1, {watcher.user()})})));
  ASSERT_TRUE(owner.accepted(owner.tell(kFamily, Activity::busy)));
  ASSERT_TRUE(watcher.comes_to_show(owner.user(), Activity::busy));
  const auto views = watcher.views(owner.user());
  set("-172800");
  const auto refused = owner.receipt(owner.tell(kFamily, Activity::free));
  ASSERT_TRUE(refused.has_value());
  EXPECT_EQ(refused->reason, Reason::clock_ahead);
  set("+0");
  ASSERT_TRUE(owner.accepted(owner.tell(kFamily, Activity::driving)));
  ASSERT_TRUE(watcher.comes_to_show(owner.user(), Activity::driving));
  EXPECT_EQ(watcher.views(owner.user()), views + 1);
}

// A setting ends by the resolver's clock. Set back, it ends late, and at once when the clock is right.
TEST_F(FaultsClock, SetBackAndPutRightItEndsWhatShouldHaveEnded) {
  start();
  const auto people = Town::people();
  BarePhone owner(site_, people[0]);
  BarePhone watcher(site_, people[3]);
  ASSERT_TRUE(owner.come_online());
  ASSERT_TRUE(watcher.come_online());
  ASSERT_TRUE(owner.accepted(owner.edit_groups({system_test::new_group(kFamily, 1, {watcher.user()})})));
  ASSERT_TRUE(owner.accepted(owner.tell(kFamily, Activity::free)));
  set("-3600");
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  ASSERT_TRUE(owner.accepted(
      owner.tell({{kFamily, {Activity::driving, "", now + std::chrono::seconds{2}, kNoTime}}})));
  ASSERT_TRUE(watcher.comes_to_show(owner.user(), Activity::driving));
  set("+10");
  EXPECT_TRUE(watcher.comes_to_show(owner.user(), Activity::free)) << site_.resolver_log();
}

}  // namespace
}  // namespace facet::fault_test
