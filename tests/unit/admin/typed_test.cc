#include "broker-plugin/admin/typed.h"

#include <gtest/gtest.h>

namespace facet::admin {
namespace {

TEST(Typed, ANumberIsItsDigits) {
  for (const auto* text :
       {"8613800138000", "+8613800138000", "+86 138 0013 8000", "+86-138-0013-8000", "(+86) 138 0013 8000"}) {
    EXPECT_EQ(typed_name(text), "8613800138000") << text;
  }
}

TEST(Typed, WhatIsNeitherNumberNorServiceIsRefused) {
  for (const auto* text : {"", "+", "013800138000", "1234567890123456", "Alice", "a b", "86x", "gateway-1",
                           "a/b", "\xE5\xBC\xA0"}) {
    EXPECT_FALSE(typed_name(text)) << text;
  }
}

TEST(Typed, AServiceIsTakenAsItStands) {
  for (const auto* text : {"facet-resolver", "gateway-65000", "bench-1"}) EXPECT_EQ(typed_name(text), text);
}

}  // namespace
}  // namespace facet::admin
