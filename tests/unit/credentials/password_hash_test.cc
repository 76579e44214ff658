#include "broker-plugin/credentials/password_hash.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/credentials/some_users.h"

namespace facet::door {
namespace {

using test::kHash;

class PasswordHash : public testing::TestWithParam<HashCost> {};

TEST_P(PasswordHash, LetsInWhoKnowsThePasswordAndNobodyElse) {
  const auto hash = hash_password("horse battery staple", GetParam());
  ASSERT_TRUE(hash) << hash.error().message();
  EXPECT_TRUE(check_hash(*hash));
  EXPECT_TRUE(verify_password(*hash, "horse battery staple"));
  for (const auto* wrong : {"", "horse battery stapl", "horse battery staple ", "Horse battery staple"}) {
    EXPECT_FALSE(verify_password(*hash, wrong)) << wrong;
  }
}

// Two users with one password cannot be told from their lines.
TEST_P(PasswordHash, IsAnotherOneEachTime) {
  EXPECT_NE(*hash_password("horse battery staple", GetParam()),
            *hash_password("horse battery staple", GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Costs, PasswordHash, testing::Values(HashCost::chosen, HashCost::generated));

TEST(Password, OneThatAPersonThoughtOfCosts19MiBAndTwoPasses) {
  const auto chosen = hash_password("horse battery staple", HashCost::chosen);
  EXPECT_TRUE(chosen->starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << *chosen;
  const auto generated = hash_password(generate_password(), HashCost::generated);
  EXPECT_TRUE(generated->starts_with("$argon2id$v=19$m=64,t=1,p=1$")) << *generated;
}

TEST(Password, Has8To256BytesOfText) {
  EXPECT_TRUE(check_password("12345678"));
  EXPECT_TRUE(check_password("密码密码"));
  EXPECT_TRUE(check_password(std::string(256, 'x')));
  EXPECT_EQ(check_password("1234567").error().code, credentials_errc::weak_password);
  EXPECT_EQ(check_password("").error().code, credentials_errc::weak_password);
  for (const auto& bad : {std::string(257, 'x'), std::string{"12345678\n"}, std::string{"12345678\0", 9},
                          std::string{"12345678\xff"}}) {
    EXPECT_EQ(check_password(bad).error().code, credentials_errc::bad_value);
    EXPECT_FALSE(hash_password(bad, HashCost::generated));
  }
}

TEST(Password, IsNotInTheErrorThatRefusesIt) {
  const auto hash = hash_password("hunter2", HashCost::generated);
  ASSERT_FALSE(hash);
  EXPECT_EQ(hash.error().message().find("hunter2"), std::string::npos);
}

// A hash of an earlier version, or of another program with libsodium.
TEST(Password, IsVerifiedWithTheCostThatItsHashNames) {
  EXPECT_TRUE(verify_password(kHash, "horse battery staple"));
  EXPECT_FALSE(verify_password(kHash, "horse battery staplf"));
}

TEST(Password, WhatIsNoHashLetsNobodyIn) {
  for (const auto& hash : {std::string{}, std::string{"-"}, std::string{"horse battery staple"},
                           kHash.substr(1), kHash + "A", kHash.substr(0, kHash.size() - 1)}) {
    EXPECT_FALSE(check_hash(hash)) << hash;
    EXPECT_FALSE(verify_password(hash, "horse battery staple")) << hash;
    EXPECT_FALSE(verify_password(hash, "")) << hash;
  }
}

// A megabyte from a stranger is not worth the broker's time.
TEST(Password, OneThatIsTooLongIsNotEvenHashed) {
  EXPECT_FALSE(verify_password(kHash, std::string(1U << 20U, 'x')));
}

TEST(Password, AGeneratedOneHas128RandomBits) {
  std::set<std::string> seen;
  std::set<char> characters;
  for (int i = 0; i < 1'000; ++i) {
    const auto password = generate_password();
    EXPECT_EQ(password.size(), 26U);
    EXPECT_TRUE(check_password(password));
    characters.insert(password.begin(), password.end());
    seen.insert(password);
  }
  EXPECT_EQ(seen.size(), 1'000U);
  EXPECT_EQ(std::string(characters.begin(), characters.end()), "234567abcdefghijklmnopqrstuvwxyz");
}

TEST(Psk, AGeneratedOneIs32BytesInHex) {
  const auto key = generate_psk();
  EXPECT_EQ(key.size(), 64U);
  EXPECT_NE(key, generate_psk());
  EXPECT_TRUE(validate({"1", Role::phone, true, "", {{DeviceId{1}, key}}}));
}

}  // namespace
}  // namespace facet::door
