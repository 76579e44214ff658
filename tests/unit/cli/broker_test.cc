#include "client/cli/broker.h"

#include <gtest/gtest.h>

#include "client/cli/exit_code.h"

namespace facet::cli {
namespace {

struct Case {
  const char* typed;
  const char* host;
  std::optional<std::uint16_t> port;
};

TEST(Broker, IsAHostAndPerhapsAPort) {
  const Case cases[] = {
      {"facet.example.org", "facet.example.org", {}}, {"facet.example.org:1883", "facet.example.org", 1883},
      {"127.0.0.1:8883", "127.0.0.1", 8883},          {"[2001:db8::1]:1883", "2001:db8::1", 1883},
      {"[2001:db8::1]", "2001:db8::1", {}},           {"2001:db8::1", "2001:db8::1", {}},
      {"localhost:65535", "localhost", 65535},
  };
  for (const auto& [typed, host, port] : cases) {
    const auto broker = parse_broker(typed);
    ASSERT_TRUE(broker) << typed;
    EXPECT_EQ(broker->host, host) << typed;
    EXPECT_EQ(broker->port, port) << typed;
  }
}

TEST(Broker, OfAnyOtherFormIsRefused) {
  for (const char* typed :
       {"", ":1883", "host:", "host:0", "host:65536", "host:x", "host:1883x", "mqtt://host", "a host", "[::1",
        "[::1]1883", "[]:1", "user@host", "host:+1", "host\n"}) {
    const auto broker = parse_broker(typed);
    ASSERT_FALSE(broker) << typed;
    EXPECT_EQ(broker.error().code, errc::bad_value) << typed;
  }
}

}  // namespace
}  // namespace facet::cli
