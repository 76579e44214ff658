#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/json_view.h"
#include "tests/unit/schemas/samples.h"
#include "tests/unit/schemas/valid.h"

// The bytes that version 1 put on the wire are read for ever: phones that are never updated send them, and
// the broker holds them. Never change a file in tests/golden/wire; add new ones.
namespace facet::test {
namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::string{FACET_SOURCE_DIR} + "/tests/golden/wire/" + name);
  EXPECT_TRUE(in) << name;
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

int digit(char c) {
  return c <= '9' ? c - '0' : c - 'a' + 10;
}

Bytes unhex(const std::string& hex) {
  Bytes bytes;
  std::string digits;
  for (const char c : hex) {
    if (c != '\n') digits += c;
  }
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(digit(digits[i]) << 4 | digit(digits[i + 1]));
  }
  return bytes;
}

class Golden : public testing::TestWithParam<Sample> {};

TEST_P(Golden, IsReadAsItWasWritten) {
  const Bytes golden = unhex(file(GetParam().name + ".hex"));
  ASSERT_GT(golden.size(), 8U);
  EXPECT_EQ(broken_promise(GetParam().kind, golden), "");
  ASSERT_TRUE(is_taken(GetParam().kind, golden));
  const auto json = json_view(golden);
  ASSERT_TRUE(json);
  EXPECT_EQ(*json, file(GetParam().name + ".json"));
}

// This version writes the same bytes; a version that does not keeps the test above and drops this one.
TEST_P(Golden, IsWrittenTheSame) {
  EXPECT_EQ(GetParam().payload, unhex(file(GetParam().name + ".hex")));
}

INSTANTIATE_TEST_SUITE_P(Wire, Golden, testing::ValuesIn(samples()),
                         [](const auto& test) { return test.param.name; });

template <typename T>
void expect_value(const std::string& name, const T& value, Decoded<T> (*decode)(std::string_view)) {
  const auto decoded = decode(unhex(file(name + ".hex")));
  ASSERT_TRUE(decoded) << name;
  EXPECT_TRUE(*decoded == value) << name;
}

TEST(GoldenValues, AreRead) {
  expect_value("groups_edit", groups_edit(), decode_groups_edit);
  expect_value("groups_edit_erase", groups_edit_erase(), decode_groups_edit);
  expect_value("groups_edit_until", groups_edit_until(), decode_groups_edit);
  expect_value("status_edit", status_edit(), decode_status_edit);
  expect_value("status_edit_one_group", status_edit_one_group(), decode_status_edit);
  expect_value("status_edit_automatics", status_edit_automatics(), decode_status_edit);
  expect_value("status_edit_schedule", status_edit_schedule(), decode_status_edit);
  expect_value("device_report", device_report(), decode_device_report);
  expect_value("device_report_asleep", device_report_asleep(), decode_device_report);
  expect_value("status_request", status_request(), decode_status_request);
  expect_value("watch_edit", watch_edit(), decode_watch_edit);
  expect_value("account_edit", account_edit(), decode_account_edit);
  expect_value("query", query(), decode_query);
  expect_value("view", view(), decode_view);
  expect_value("view_off", view_off(), decode_view);
  expect_value("view_unknown_activity", view_unknown_activity(), decode_view);
  expect_value("own_group", own_group(), decode_own_group);
  expect_value("own_group_schedule", own_group_schedule(), decode_own_group);
  expect_value("own_members", own_members(), decode_own_members);
  expect_value("own_members_untils", own_members_untils(), decode_own_members);
  expect_value("receipt_accepted", receipt_accepted(), decode_receipt);
  expect_value("receipt_refused", receipt_refused(), decode_receipt);
  expect_value("receipt_answers", receipt_answers(), decode_receipt);
  expect_value("receipt_seen", receipt_seen(), decode_receipt);
  expect_value("receipt_log", receipt_log(), decode_receipt);
  expect_value("receipt_sources", receipt_sources(), decode_receipt);
  expect_value("link", link(), decode_link);
  expect_value("fan_out", fan_out(), decode_fan_out);
  expect_value("fan_out_remove", fan_out_remove(), decode_fan_out);
}

}  // namespace
}  // namespace facet::test
