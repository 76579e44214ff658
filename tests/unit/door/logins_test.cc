#include "broker-plugin/door/logins.h"

#include <gtest/gtest.h>

#include "broker-plugin/credentials/password_hash.h"
#include "schemas/limits.h"

namespace facet::door {
namespace {

using namespace std::chrono_literals;

Credential account(std::string name, std::string_view password, HashCost cost = HashCost::generated) {
  Credential account;
  account.name = std::move(name);
  account.password_hash = hash_password(password, cost).value();
  return account;
}

class LoginsTest : public testing::Test {
 protected:
  Login check(const Credential* account, std::string_view password, std::string_view address = "192.0.2.1") {
    return logins_.check(account, account == nullptr ? "8613800138009" : account->name, password, address,
                         now_);
  }
  void fail_until_limited(const Credential* account) {
    for (int i = 0; i < 100; ++i) {
      if (check(account, "wrong password") == Login::limited) return;
    }
    FAIL() << "never limited";
  }

  Moment now_{};
  Logins logins_{now_};
  Credential alice_ = account("8613800138000", "correct horse");
  // Somebody who thought of the password: a look at it costs the broker 13 ms.
  Credential bob_ = account("8613800138001", "battery staple", HashCost::chosen);
};

TEST_F(LoginsTest, TheRightPasswordComesInAndNoOther) {
  EXPECT_EQ(check(&alice_, "correct horse"), Login::accepted);
  EXPECT_EQ(check(&alice_, "correct horsf"), Login::denied);
  EXPECT_EQ(check(&alice_, ""), Login::denied);
  EXPECT_EQ(check(&alice_, "correct horse"), Login::accepted) << "remembered";
}

TEST_F(LoginsTest, NobodyDisabledAndPasswordlessAreDeniedAlike) {
  EXPECT_EQ(check(nullptr, "correct horse"), Login::denied);
  Credential disabled = alice_;
  disabled.enabled = false;
  EXPECT_EQ(check(&disabled, "correct horse"), Login::denied);
  Credential without = alice_;
  without.password_hash.clear();
  EXPECT_EQ(check(&without, "correct horse"), Login::denied);
  EXPECT_EQ(check(&without, ""), Login::denied);
}

TEST_F(LoginsTest, WhoWasRightOnceAndIsDisabledLaterDoesNotComeIn) {
  EXPECT_EQ(check(&alice_, "correct horse"), Login::accepted);
  alice_.enabled = false;
  EXPECT_EQ(check(&alice_, "correct horse"), Login::denied);
}

TEST_F(LoginsTest, WhatWasRememberedDoesNotOutliveAChangeOfPassword) {
  EXPECT_EQ(check(&alice_, "correct horse"), Login::accepted);
  alice_ = account("8613800138000", "battery staple");
  EXPECT_EQ(check(&alice_, "correct horse"), Login::denied);
  EXPECT_FALSE(logins_.still_right(alice_, "correct horse"));
  EXPECT_EQ(check(&alice_, "battery staple"), Login::accepted);
}

TEST_F(LoginsTest, FailuresOfOneNameAreLimitedAndTheLimitPasses) {
  fail_until_limited(&bob_);
  EXPECT_EQ(check(&bob_, "battery staple"), Login::limited) << "not known yet: it has to wait";
  now_ += 11s;
  EXPECT_EQ(check(&bob_, "battery staple"), Login::accepted);
}

TEST_F(LoginsTest, APasswordThatNobodyCanGuessIsNeverHeldBack) {
  fail_until_limited(&alice_);
  EXPECT_EQ(check(&alice_, "correct horse"), Login::accepted);
}

TEST_F(LoginsTest, WhoeverComesByAProxyOnThisMachineIsNotTakenForOneAddress) {
  for (int i = 0; i < 150; ++i) {
    logins_.check(nullptr, std::to_string(1000 + i), "guess guess", "127.0.0.1", now_);
  }
  EXPECT_EQ(check(&bob_, "battery staple", "127.0.0.1"), Login::accepted);
}

TEST_F(LoginsTest, GuessingAtAPhoneDoesNotLockItOut) {
  EXPECT_EQ(check(&bob_, "battery staple"), Login::accepted);
  fail_until_limited(&bob_);
  EXPECT_EQ(check(&bob_, "battery staple"), Login::accepted);
}

TEST_F(LoginsTest, OneAddressThatTriesManyNamesIsLimitedAndOthersAreNot) {
  Login last = Login::denied;
  for (int i = 0; i < 200 && last != Login::limited; ++i) {
    last = logins_.check(nullptr, std::to_string(1000 + i), "guess guess", "198.51.100.7", now_);
  }
  EXPECT_EQ(last, Login::limited);
  EXPECT_EQ(check(&bob_, "battery staple", "198.51.100.7"), Login::limited);
  EXPECT_EQ(check(&bob_, "battery staple", "192.0.2.1"), Login::accepted);
}

// Not how long it takes, which a loaded machine decides, but that it is the same work: the dear hash is
// computed once for a name that is there (cheap hash or dear one) and for one that is not.
TEST_F(LoginsTest, AFailureCostsTheSameWhetherTheAccountExists) {
  const Credential dear = account("8613800138002", "correct horse", HashCost::chosen);
  const auto cost = [&](const Credential* account) {
    timespec before{};
    timespec after{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
    check(account, "wrong password");
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
    return (after.tv_sec - before.tv_sec) * 1e3 + (after.tv_nsec - before.tv_nsec) / 1e6;
  };
  cost(nullptr);  // memory that the first one fetches
  const double nobody = cost(nullptr);
  const double cheap = cost(&alice_);
  const double full = cost(&dear);
  EXPECT_GT(cheap, nobody / 4);
  EXPECT_GT(full, nobody / 4);
  EXPECT_LT(full, nobody * 4) << "and not twice";
}

}  // namespace
}  // namespace facet::door
