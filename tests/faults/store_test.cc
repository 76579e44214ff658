#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "tests/faults/small_disk.h"
#include "tests/faults/town.h"

// The resolver's disk is full, or has lost power.
namespace facet::fault_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kDisk = std::size_t{48} << 20;
constexpr const char* kNoRoom = "make room";
constexpr const char* kFull = "the disk does not keep what it is given";

class FaultsStore : public ::testing::Test {
 protected:
  // With the resolver's data in a folder that is made anew.
  void open(Site::Surroundings surroundings = {}) {
    site_.surround_resolver(std::move(surroundings));
    site_.start_resolver();
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(town_.opens()) << site_.resolver_log();
    town_.begin();
  }
  void forget_data() {
    site_.stop_resolver(SIGTERM);
    std::filesystem::remove_all(data());
  }
  std::filesystem::path data() const { return site_.path() / "data"; }
  std::filesystem::path newest_log() const {
    std::filesystem::path log;
    for (const auto& entry : std::filesystem::directory_iterator(data())) {
      if (entry.path().extension() == ".log" && entry.path().filename() > log.filename()) log = entry.path();
    }
    return log;
  }
  // It can promise nothing any more, so it ends, by itself and in order, and says why.
  void expect_gives_up() {
    const auto ended = site_.resolver().wait(seconds{30});
    ASSERT_TRUE(ended.has_value()) << "it runs on, with a full disk\n" << site_.resolver_log();
    // Rarely RocksDB is quicker: Debian's asserts when a sync meets a write that fails at this very moment.
    if (*ended == -SIGABRT) return;
    EXPECT_EQ(*ended, 1) << site_.resolver_log();
    EXPECT_NE(site_.resolver_log().find(kFull), std::string::npos) << site_.resolver_log();
  }

  Site site_{Town::people()};
  Town town_{site_};
};

TEST_F(FaultsStore, AFullDiskEndsTheResolverAndNothingReceiptedIsLost) {
  forget_data();
  const SmallDisk disk(data(), kDisk);
  if (!disk.why_not().empty()) GTEST_SKIP() << disk.why_not();
  open();
  Chance chance("disk full");
  const int times = rounds(1);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{50}, milliseconds{500});
    disk.fill_but(chance.upto(40'000));
    expect_gives_up();
    // Without more room it does not start again, and says why.
    site_.start_resolver();
    EXPECT_EQ(site_.resolver().wait(seconds{30}), std::optional{1}) << site_.resolver_log();
    EXPECT_NE(site_.resolver_log().find(kNoRoom), std::string::npos) << site_.resolver_log();
    disk.make_room();
    site_.start_resolver();
    EXPECT_TRUE(town_.goes_on()) << site_.resolver_log();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("disk full", times);
}

// The same by a limit of the process, which needs no rights: no file may grow beyond it. The signal that
// comes with it is ignored, so the write fails as on a full disk.
TEST_F(FaultsStore, ALogThatCannotGrowEndsTheResolverAndNothingReceiptedIsLost) {
  forget_data();
  open({.before = {"sh", "-c", "trap '' XFSZ; exec \"$@\"", "sh"}});
  Chance chance("log that cannot grow");
  const int times = rounds(1);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{50}, milliseconds{500});
    const rlim_t most = std::filesystem::file_size(newest_log()) + chance.upto(2'000);
    const rlimit limit{most, RLIM_INFINITY};
    ASSERT_EQ(::prlimit(site_.resolver().pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
    expect_gives_up();
    site_.start_resolver();
    EXPECT_TRUE(town_.goes_on()) << site_.resolver_log();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("log that cannot grow", times);
}

class FaultsPowerCut : public FaultsStore {
 protected:
  // What a power cut may leave of the log: everything that was synced, and of the rest a part, perhaps with
  // pages of zeros or of nonsense in it.
  void cut_power(Chance& chance) {
    const std::filesystem::path log = newest_log();
    const std::uint64_t size = std::filesystem::file_size(log);
    off_t synced = 0;
    std::ifstream(synced_ / log.filename(), std::ios::binary)
        .read(reinterpret_cast<char*>(&synced), sizeof synced);
    ASSERT_LE(static_cast<std::uint64_t>(synced), size);
    const std::uint64_t unsure = size - static_cast<std::uint64_t>(synced);
    unsure_ += unsure;
    std::filesystem::resize_file(log, size - chance.upto(unsure));
    const std::uint64_t left = std::filesystem::file_size(log) - static_cast<std::uint64_t>(synced);
    if (left == 0 || chance.upto(1) == 0) return;
    std::fstream file(log, std::ios::binary | std::ios::in | std::ios::out);
    file.seekp(synced + static_cast<off_t>(chance.upto(left - 1)));
    file.put(static_cast<char>(chance.upto(255)));
  }

  const std::filesystem::path synced_ = site_.path() / "synced";
  std::uint64_t unsure_ = 0;  // bytes that power cuts could take, altogether
};

TEST_F(FaultsPowerCut, ALogThatIsCutBehindWhatWasSyncedLosesNothingReceipted) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer has to be loaded before anything else";
#endif
  forget_data();
  std::filesystem::create_directory(synced_);
  open({.environment = {std::string{"LD_PRELOAD="} + FACET_SYNCED, "FACET_TEST_SYNCED=" + synced_.string()}});
  Chance chance("power cut");
  const int times = rounds(3);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{50}, milliseconds{400});
    site_.stop_resolver(SIGKILL);
    cut_power(chance);
    site_.start_resolver();
    EXPECT_TRUE(town_.goes_on()) << site_.resolver_log();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("power cut (" + std::to_string(unsure_) + " bytes unsure)", times);
}

}  // namespace
}  // namespace facet::fault_test
