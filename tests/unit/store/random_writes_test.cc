#include <cstdlib>
#include <iostream>
#include <map>
#include <random>
#include <set>

#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

// Few users, groups and contacts, so that writes meet each other often.
class RandomWrites : public StoreTest {
 protected:
  std::uint64_t pick(std::uint64_t bound) { return random_() % bound; }
  UserId any_user() { return UserId{1 + pick(6)}; }
  // Members are in groups that the owner made: nobody is a member of `other`.
  GroupId any_made() { return GroupId{static_cast<std::uint32_t>(1 + pick(3))}; }
  GroupId any_group() { return GroupId{static_cast<std::uint32_t>(pick(4))}; }

  Write any_write() {
    const Membership membership{any_made(), Revision{pick(1'000)}, pick(2) == 0,
                                at(static_cast<int>(pick(2)))};
    ContactState own;
    if (pick(2) == 0) own = sample_contact();
    if (pick(3) == 0) own.blocked = !own.blocked;
    if (pick(3) == 0) own.override_setting.reset();
    if (pick(3) == 0) own.follows_until = at(1'795'460'000);
    own.asked = own.follows_until != kNoTime && pick(2) == 0;
    Account account;
    account.zone = pick(2) == 0 ? "Asia/Shanghai" : "";
    account.erased = Revision{pick(3) << 16};
    Device device = pick(2) == 0 ? sample_device() : sample_connected_device();
    device.present = pick(2) == 0;
    const DeviceId any_device{static_cast<std::uint16_t>(1 + pick(3))};
    switch (pick(12)) {
      case 0:
        return PutGroup{sample_group(any_group())};
      case 1:
        return DropGroup{GroupId{1 + static_cast<std::uint32_t>(pick(3))}};
      case 2:
        return DropMembership{any_user(), any_made()};
      case 3:
        return PutContact{any_user(), own};
      case 4:
        return PutContact{any_user(), ContactState{}};
      case 5:
        return PutDevice{any_device, device};
      case 6:
        return DropDevice{any_device};
      case 7:
        return PutAccount{account};
      case 8:
        return PutStance{any_user(), {static_cast<Stance>(pick(4)), Revision{pick(1'000)}}};
      case 9:
        return pick(8) == 0 ? Write{Wipe{}} : Write{PutAccount{account}};
      default:
        return PutMembership{any_user(), membership};
    }
  }

  void commit_some() {
    Commit commit;
    commit.presentity = any_user();
    for (std::uint64_t i = pick(6); i > 0; --i) commit.writes.push_back(any_write());
    ok(store_->commit(commit));
    apply_to(model_.try_emplace(commit.presentity, commit.presentity).first->second, commit.writes);
  }

  // Asked of the model, the slow way.
  std::vector<UserId> expected_holders(UserId contact) const {
    std::vector<UserId> result;
    for (const auto& [user, presentity] : model_) {
      const auto* found = presentity.contact(contact);
      if (found == nullptr) continue;
      bool holds = found->own.override_setting.has_value() || found->own.follows_until != kNoTime;
      for (const auto& membership : found->memberships) holds = holds || !membership.removed;
      if (holds) result.push_back(user);
    }
    return result;
  }

  void compare() {
    std::vector<UserId> users;
    for (const auto& [user, presentity] : model_) {
      expect_same(value_of(store_->load(user)), presentity);
      EXPECT_EQ(value_of(store_->presentities_holding(user, {}, 100)), expected_holders(user));
      // A group `other` that nobody has set has no record.
      const bool other_only =
          presentity.groups().size() == 1 && *presentity.group(kOther) == *Presentity{user}.group(kOther);
      if (!presentity.contacts().empty() || !other_only) users.push_back(user);
    }
    EXPECT_EQ(value_of(store_->presentities({}, 100)), users);
  }

  std::mt19937_64 random_;
  std::map<UserId, Presentity> model_;
};

TEST_F(RandomWrites, TheStoreSaysWhatASimpleModelSays) {
  const char* given = std::getenv("FACET_TEST_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "FACET_TEST_SEED=" << seed << '\n';
  random_.seed(seed);
  for (int i = 0; i < 1'000 && !HasFailure(); ++i) {
    commit_some();
    if (pick(100) == 0) reopen();
    if (pick(10) == 0) compare();
  }
  reopen();
  compare();
}

}  // namespace
}  // namespace facet::resolver::test
