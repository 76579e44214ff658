#include "broker-plugin/credentials/credentials.h"

#include <gtest/gtest.h>

#include "tests/unit/credentials/some_users.h"

namespace facet::door {
namespace {

using test::phone;
using test::service;

TEST(Credentials, AUserIsFoundByItsWholeNameOnly) {
  Credentials users;
  ASSERT_TRUE(users.put(phone("8613800138000")));
  ASSERT_NE(users.find("8613800138000"), nullptr);
  EXPECT_EQ(*users.find("8613800138000"), phone("8613800138000"));
  for (const auto* name : {"", "861380013800", "86138001380000"})
    EXPECT_EQ(users.find(name), nullptr) << name;
}

TEST(Credentials, PuttingAgainReplaces) {
  Credentials users;
  ASSERT_TRUE(users.put(phone("1")));
  auto changed = phone("1");
  changed.enabled = false;
  changed.psks.clear();
  ASSERT_TRUE(users.put(changed));
  EXPECT_EQ(users.size(), 1U);
  EXPECT_EQ(*users.find("1"), changed);
}

TEST(Credentials, WhatIsNotValidChangesNothing) {
  Credentials users;
  ASSERT_TRUE(users.put(phone("1")));
  auto bad = phone("1");
  bad.password_hash = "secret";
  EXPECT_EQ(users.put(bad).error().code, credentials_errc::bad_value);
  EXPECT_EQ(users.put(phone("one")).error().code, credentials_errc::bad_name);
  EXPECT_EQ(users.size(), 1U);
  EXPECT_EQ(*users.find("1"), phone("1"));
}

TEST(Credentials, AnErasedUserIsGone) {
  Credentials users;
  ASSERT_TRUE(users.put(phone("1")));
  EXPECT_TRUE(users.erase("1"));
  EXPECT_FALSE(users.erase("1"));
  EXPECT_EQ(users.find("1"), nullptr);
  EXPECT_EQ(users.size(), 0U);
}

TEST(Credentials, AreSortedByName) {
  Credentials users;
  for (const auto* number : {"9", "10", "2"}) ASSERT_TRUE(users.put(phone(number)));
  ASSERT_TRUE(users.put(service("a", Role::tester)));
  std::string names;
  for (const auto* user : users.sorted()) names += user->name + " ";
  EXPECT_EQ(names, "10 2 9 a ");
}

// The broker keeps what it was given between two reloads.
TEST(Credentials, APointerHoldsWhileOthersComeAndGo) {
  Credentials users;
  ASSERT_TRUE(users.put(phone("1")));
  const auto* one = users.find("1");
  for (int i = 2; i < 2'000; ++i) ASSERT_TRUE(users.put(phone(std::to_string(i))));
  EXPECT_TRUE(users.erase("2"));
  EXPECT_EQ(users.find("1"), one);
  EXPECT_EQ(*one, phone("1"));
}

}  // namespace
}  // namespace facet::door
