#include <gtest/gtest.h>

#include <atomic>
#include <csignal>
#include <thread>

#include "schemas/decode.h"
#include "schemas/topics.h"
#include "tests/system/people.h"
#include "tests/system/site.h"

// The truth on another machine: taken from a resolver that works, put back where there is nothing yet.
namespace facet::system_test {
namespace {

const std::vector<UserId> kPeople{kAlice, kBob, kCarol};

// What everybody's phone is shown and what of one's own is kept for it; not the operators' topics.
std::map<std::string, std::string> shown(const Site& site) {
  auto retained = site.retained();
  std::erase_if(retained, [](const auto& entry) { return entry.first.starts_with("facet/v1/ops/"); });
  return retained;
}

class BackupOfASite : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    for (const auto* phone : {&alice_, &bob_, &carol_}) ASSERT_TRUE((*phone)->come_online());
    ASSERT_TRUE(alice_->accepted(
        alice_->edit_groups({new_group(kColleagues, 1, {kBob}), new_group(kFamily, 2, {kCarol})})));
    ASSERT_TRUE(alice_->accepted(alice_->tell(kFamily, Activity::driving)));
    ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, Activity::meeting)));
    ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::meeting));
    ASSERT_TRUE(carol_->comes_to_show(kAlice, Activity::driving));
  }
  Ran resolver(std::vector<std::string> words) const {
    words.insert(words.begin(), FACET_RESOLVER);
    words.insert(words.end(), {"--config", site_.path() / "resolver.toml"});
    return run(words);
  }

  const Site::Guard guard_ = Site::Guard::rules;  // nobody goes off when the machines change
  Site site_{kPeople, guard_};
  std::unique_ptr<BarePhone> alice_ = std::make_unique<BarePhone>(site_, kAlice);
  std::unique_ptr<BarePhone> bob_ = std::make_unique<BarePhone>(site_, kBob);
  std::unique_ptr<BarePhone> carol_ = std::make_unique<BarePhone>(site_, kCarol);
  const std::filesystem::path backup_ = site_.path() / "backup";
};

TEST_F(BackupOfASite, IsTakenWhileTheResolverWorksAndShowsTheSameOnAnEmptyMachine) {
  const auto before = shown(site_);
  const auto made = resolver({"backup", backup_});
  ASSERT_EQ(made.status, 0) << made.err;
  // Afterwards: not in the backup. The resolver has gone on.
  ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, Activity::holiday)));
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::holiday));

  Site other{kPeople, guard_};
  other.stop_resolver(SIGTERM);
  std::filesystem::remove_all(other.path() / "data");
  other.stop_broker(SIGTERM);
  other.empty_broker_store();
  const auto restored = run({FACET_RESOLVER, "restore", backup_, "--config", other.path() / "resolver.toml"});
  ASSERT_EQ(restored.status, 0) << restored.err;
  other.start_broker();
  other.start_resolver();
  ASSERT_TRUE(other.ready()) << other.resolver_log();
  EXPECT_TRUE(eventually([&] { return shown(other) == before; })) << other.resolver_log();

  // And goes on from there.
  BarePhone alice{other, kAlice};
  BarePhone bob{other, kBob};
  ASSERT_TRUE(alice.come_online() && bob.come_online());
  ASSERT_TRUE(alice.accepted(alice.tell(kColleagues, Activity::busy)));
  EXPECT_TRUE(bob.comes_to_show(kAlice, Activity::busy));
}

// Each is one moment between two changes, never the middle of one.
TEST_F(BackupOfASite, IsWholeThoughChangesComeAllTheTime) {
  std::atomic<bool> ended{false};
  std::atomic<int> changes{0};
  std::thread busy{[&] {
    BarePhone phone{site_, kBob, DeviceId{8}};
    phone.come_online();
    for (std::uint32_t group = 1; !ended; group = group % 50 + 1) {
      if (phone.accepted(phone.edit_groups({new_group(GroupId{group}, 1, {kAlice, kCarol})}))) ++changes;
    }
  }};
  for (int round = 0; round < 3; ++round) {
    const int before = changes;
    EXPECT_TRUE(eventually([&] { return changes > before; }));
    const auto made = resolver({"backup", site_.path() / ("backup" + std::to_string(round))});
    EXPECT_EQ(made.status, 0) << made.err;
  }
  ended = true;
  busy.join();
}

TEST_F(BackupOfASite, OfWhichAByteChangedIsRefusedAndNothingIsWritten) {
  ASSERT_EQ(resolver({"backup", backup_}).status, 0);
  for (const auto& entry : std::filesystem::directory_iterator{backup_}) {
    if (entry.path().extension() != ".sst") continue;
    std::string bytes = read_file(entry.path());
    bytes[bytes.size() / 2] ^= 1;
    write_file(entry.path(), bytes);
    break;
  }
  site_.stop_resolver(SIGTERM);
  std::filesystem::rename(site_.path() / "data", site_.path() / "data.old");
  const auto restored = resolver({"restore", backup_});
  EXPECT_EQ(restored.status, 3);
  EXPECT_NE(restored.err.find("is not what was backed up"), std::string::npos) << restored.err;
  EXPECT_FALSE(std::filesystem::exists(site_.path() / "data"));
}

TEST_F(BackupOfASite, IsNotRestoredOverAStoreWhetherInUseOrNot) {
  ASSERT_EQ(resolver({"backup", backup_}).status, 0);
  EXPECT_EQ(resolver({"restore", backup_}).status, 1);
  site_.stop_resolver(SIGTERM);
  EXPECT_EQ(resolver({"restore", backup_}).status, 1);
  site_.start_resolver();
  EXPECT_TRUE(site_.ready()) << site_.resolver_log();
}

TEST_F(BackupOfASite, TheStoreIsVerifiedInUseAndAfterAKill) {
  EXPECT_EQ(resolver({"verify"}).status, 0);
  site_.stop_resolver(SIGKILL);
  const auto killed = resolver({"verify"});
  EXPECT_EQ(killed.status, 0) << killed.err;
  EXPECT_EQ(resolver({"backup", backup_}).status, 0) << "by the command alone";
}

}  // namespace
}  // namespace facet::system_test
