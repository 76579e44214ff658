#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/support/memory_store.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

// The same commits for RocksDB and for the store in memory, on which the pipeline's tests stand: they answer
// alike. Few users, groups and contacts, so that writes meet each other often.
class RandomWrites : public StoreTest {
 protected:
  std::uint64_t pick(std::uint64_t bound) { return random_() % bound; }
  UserId any_user() { return UserId{1 + pick(6)}; }
  GroupId any_group() { return GroupId{static_cast<std::uint32_t>(pick(4))}; }
  GroupId any_made_group() { return GroupId{static_cast<std::uint32_t>(1 + pick(3))}; }
  DeviceId any_device() { return DeviceId{static_cast<std::uint16_t>(1 + pick(3))}; }

  Membership any_membership() {
    return {any_made_group(), Revision{pick(1'000) << 16}, pick(2) == 0, at(static_cast<int>(pick(2)))};
  }
  ContactState any_contact() {
    ContactState own;
    if (pick(2) == 0) own = sample_contact();
    if (pick(3) == 0) own.blocked = !own.blocked;
    if (pick(3) == 0) own.override_setting.reset();
    if (pick(3) == 0) own.follows_until = at(static_cast<int>(1 + pick(5)));
    return own;
  }
  Device any_device_state() {
    Device device = pick(2) == 0 ? sample_device() : sample_connected_device();
    if (pick(3) == 0) device = sample_calling_device();
    device.present = pick(2) == 0;
    return device;
  }
  Account any_account() {
    if (pick(3) == 0) return {};
    Account account = sample_account();
    account.erasing = pick(2) == 0;
    if (pick(2) == 0) account.erased = Revision{pick(1'000) << 16};
    return account;
  }

  Write any_write() {
    switch (pick(12)) {
      case 0:
        return PutGroup{pick(2) == 0 ? sample_group(any_group()) : sample_scheduled_group(any_group())};
      case 1:
        return DropGroup{any_made_group()};
      case 2:
        return DropMembership{any_user(), any_made_group()};
      case 3:
      case 4:
        return PutContact{any_user(), any_contact()};
      case 5:
        return PutContact{any_user(), ContactState{}};
      case 6:
        return PutDevice{any_device(), any_device_state()};
      case 7:
        return DropDevice{any_device()};
      case 8:
        return PutAccount{any_account()};
      case 9:
        return PutStance{any_user(), {static_cast<Stance>(pick(4)), Revision{pick(1'000) << 16}}};
      default:
        return PutMembership{any_user(), any_membership()};
    }
  }

  void commit_some() {
    Commit commit;
    commit.presentity = any_user();
    for (std::uint64_t i = pick(6); i > 0; --i) commit.writes.push_back(any_write());
    if (pick(20) == 0) {
      commit.writes.insert(commit.writes.begin() + static_cast<int>(pick(commit.writes.size() + 1)), Wipe{});
    } else if (pick(3) == 0) {
      commit.log = LogEntry{at(++logged_), Cause::status, any_device(), {}};
    }
    if (pick(2) == 0) commit.formers[any_user()] = Revision{pick(1'000) << 16}.made_at();
    if (pick(4) == 0) commit.registered = any_user();
    if (pick(8) == 0) commit.unregistered = any_user();
    ok(store_->commit(commit));
    ok(memory_.commit(commit));
  }

  template <typename Ask>
  void expect_alike(Ask ask) {
    EXPECT_EQ(value_of(ask(static_cast<Store&>(*store_))), value_of(ask(static_cast<Store&>(memory_))));
  }
  void compare_of(UserId user) {
    expect_same(value_of(store_->load(user)), value_of(memory_.load(user)));
    const std::vector<UserId> everybody{UserId{1}, UserId{2}, UserId{3}, UserId{4}, UserId{5}, UserId{6}};
    const std::size_t max = pick(8);
    expect_alike([&](Store& store) { return store.presentities_holding(user, after_, max); });
    expect_alike([&](Store& store) { return store.followed_by(user, max); });
    expect_alike([&](Store& store) { return store.standings(user, everybody); });
    expect_alike([&](Store& store) { return store.log(user, max, 50); });
  }
  void compare() {
    after_ = UserId{pick(3)};
    const std::size_t max = pick(8);
    for (std::uint64_t user = 1; user <= 6; ++user) compare_of(UserId{user});
    expect_alike([&](Store& store) { return store.presentities(after_, max); });
    expect_alike([&](Store& store) { return store.registered(after_, max); });
    expect_alike([&](Store& store) { return store.accounts(after_, max); });
    expect_alike([&](Store& store) { return store.connected(after_, {}, max); });
  }

  std::mt19937_64 random_;
  testing::MemoryStore memory_;
  UserId after_;
  int logged_ = 0;
};

TEST_F(RandomWrites, BothStoresSayTheSame) {
  const char* given = std::getenv("FACET_TEST_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "FACET_TEST_SEED=" << seed << '\n';
  random_.seed(seed);
  for (int i = 0; i < 2'000 && !HasFailure(); ++i) {
    commit_some();
    if (pick(100) == 0) reopen();
    if (pick(10) == 0) compare();
  }
  reopen();
  compare();
}

}  // namespace
}  // namespace facet::resolver::test
