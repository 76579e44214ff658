#include "broker-plugin/door/options.h"

#include <gtest/gtest.h>

namespace facet::door {
namespace {

std::string why_not(std::vector<std::pair<std::string_view, std::string_view>> given) {
  const auto options = parse_options(given);
  return options ? "" : options.error().message();
}

TEST(DoorOptions, TheCredentialsAreEnough) {
  const auto options = parse_options({{"credentials", "/etc/facet/credentials"}});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->credentials, "/etc/facet/credentials");
  EXPECT_FALSE(options->tester_role);
  EXPECT_EQ(options->messages.burst, limits::kUpMessagesBurst);
}

TEST(DoorOptions, EveryOptionIsRead) {
  const auto options = parse_options({{"credentials", "c"},
                                      {"messages_per_second", "7"},
                                      {"messages_burst", "9"},
                                      {"fan_out_watchers", "50"},
                                      {"tester_role", "true"}});
  ASSERT_TRUE(options);
  EXPECT_EQ(options->messages.per_second, 7);
  EXPECT_EQ(options->messages.burst, 9);
  EXPECT_EQ(options->fan_out_watchers, 50U);
  EXPECT_TRUE(options->tester_role);
}

TEST(DoorOptions, WhatIsMissingWrongOrUnknownIsSaid) {
  EXPECT_NE(why_not({}).find("plugin_opt_credentials"), std::string::npos);
  EXPECT_NE(why_not({{"credential", "c"}}).find("plugin_opt_credential;"), std::string::npos);
  for (const char* value : {"", "0", "-1", "1000001", "7x", "7.5"}) {
    EXPECT_NE(why_not({{"credentials", "c"}, {"messages_burst", value}}).find("messages_burst"),
              std::string::npos)
        << value;
  }
  EXPECT_NE(why_not({{"credentials", "c"}, {"fan_out_watchers", "1001"}}).find("1000"), std::string::npos);
  EXPECT_NE(why_not({{"credentials", "c"}, {"tester_role", "yes"}}).find("tester_role"), std::string::npos);
}

}  // namespace
}  // namespace facet::door
