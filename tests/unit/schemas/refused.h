#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "schemas/decode.h"

// For the tests of refusals.
namespace facet::test {

template <typename T>
void expect_refused(const Decoded<T>& decoded, Reason reason, const std::string& limit = {}) {
  ASSERT_FALSE(decoded);
  EXPECT_EQ(name(decoded.error().reason), name(reason));
  EXPECT_EQ(decoded.error().limit, limit);
}

// As many different ones, from `first` on.
inline std::vector<UserId> users(std::size_t count, std::uint64_t first = 1) {
  std::vector<UserId> result;
  for (std::size_t i = 0; i < count; ++i) result.emplace_back(first + i);
  return result;
}

}  // namespace facet::test
