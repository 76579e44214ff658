#include "tests/bench/load/codec.h"

#include <gtest/gtest.h>

#include <vector>

namespace facet::load {
namespace {

std::string packet(const std::string& body, std::uint8_t first = 0x30) {
  std::string out(1, static_cast<char>(first));
  std::size_t length = body.size();
  do {
    out.push_back(static_cast<char>(length % 128 + (length > 127 ? 128 : 0)));
    length /= 128;
  } while (length > 0);
  return out + body;
}

std::optional<Publish> read(const std::string& body, std::uint8_t first, Version version) {
  return read_publish({PacketType::publish, static_cast<std::uint8_t>(first & 0xF), body}, version);
}

TEST(LoadCodec, APublishComesOutAsItWentIn) {
  for (const auto version : {Version::v311, Version::v5}) {
    for (const std::uint8_t qos : {0, 1}) {
      std::string out;
      append_publish(out, version, {"a/topic", "its payload", 0xFFFE, qos, true});
      std::string_view data = out;
      Packet packet;
      ASSERT_EQ(cut_packet(data, packet), Cut::packet);
      EXPECT_TRUE(data.empty());
      const auto publish = read_publish(packet, version);
      ASSERT_TRUE(publish);
      EXPECT_EQ(publish->topic, "a/topic");
      EXPECT_EQ(publish->payload, "its payload");
      EXPECT_EQ(publish->id, qos == 1 ? 0xFFFE : 0);
      EXPECT_TRUE(publish->retain);
    }
  }
}

// The bytes of the standards, 3.1 and 3.8.
TEST(LoadCodec, ConnectAndSubscribeAreWhatTheStandardSays) {
  std::string out;
  append_connect(out, Version::v5, {"7-1", "7", "pw"});
  EXPECT_EQ(out, std::string("\x10\x17\0\4MQTT\5\xC2\7\x08\0\0\3"
                             "7-1\0\1"
                             "7\0\2pw",
                             25));
  out.clear();
  append_connect(out, Version::v311, {"x", {}, {}});
  EXPECT_EQ(out, std::string("\x10\x0D\0\4MQTT\4\2\7\x08\0\1x", 15));
  out.clear();
  append_subscribe(out, Version::v311, 10, std::vector<std::string>{"a/+", "b"});
  EXPECT_EQ(out, std::string("\x82\x0C\0\x0A\0\3a/+\1\0\1b\1", 14));
}

TEST(LoadCodec, NothingIsTakenBeforeAPacketIsAllThere) {
  const std::string whole = packet(std::string(200, 'x'));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string_view data = std::string_view{whole}.substr(0, size);
    Packet cut;
    EXPECT_EQ(cut_packet(data, cut), Cut::more) << size;
    EXPECT_EQ(data.size(), size);
  }
}

TEST(LoadCodec, ALengthIsReadAtEachOfItsSizes) {
  for (const std::size_t size : {0, 127, 128, 16'383, 16'384, 600'000}) {
    const std::string whole = packet(std::string(size, 'x')) + "next";
    std::string_view data = whole;
    Packet cut;
    ASSERT_EQ(cut_packet(data, cut), Cut::packet) << size;
    EXPECT_EQ(cut.body.size(), size);
    EXPECT_EQ(data, "next");
  }
}

TEST(LoadCodec, ALengthThatNoBrokerSendsIsBroken) {
  Packet cut;
  std::string_view five_bytes{"\x30\x80\x80\x80\x80\x01", 6};
  EXPECT_EQ(cut_packet(five_bytes, cut), Cut::broken);
  std::string_view too_large{"\x30\xFF\xFF\xFF\x7F", 5};
  EXPECT_EQ(cut_packet(too_large, cut), Cut::broken);
}

TEST(LoadCodec, APublishThatContradictsItselfIsRefused) {
  EXPECT_TRUE(read(std::string("\0\1t\0\1p", 6), 0x32, Version::v311));
  EXPECT_FALSE(read(std::string("\0\7t\0\1p", 6), 0x32, Version::v311)) << "topic beyond the packet";
  EXPECT_FALSE(read(std::string("\0\1t\0\0p", 6), 0x32, Version::v311)) << "message id 0";
  EXPECT_FALSE(read(std::string("\0\1t\0\1p", 6), 0x34, Version::v311)) << "QoS 2";
  EXPECT_FALSE(read(std::string("\0\1t", 3), 0x30, Version::v5)) << "no properties in MQTT 5";
  EXPECT_FALSE(read(std::string("\0\1t\5p", 5), 0x30, Version::v5)) << "properties beyond the packet";
}

TEST(LoadCodec, PropertiesAreSkipped) {
  const auto publish = read(std::string("\0\1t\2\1\1p", 7), 0x30, Version::v5);
  ASSERT_TRUE(publish);
  EXPECT_EQ(publish->payload, "p");
}

TEST(LoadCodec, RefusalsAreSeen) {
  EXPECT_EQ(read_connack({PacketType::connack, 0, std::string_view("\0\x87\0", 3)}), 0x87);
  EXPECT_TRUE(taken({PacketType::puback, 0, std::string_view("\0\1", 2)}));
  EXPECT_FALSE(taken({PacketType::puback, 0, std::string_view("\0\1\x87", 3)}));
  EXPECT_TRUE(all_granted({PacketType::suback, 0, std::string_view("\0\1\1\1", 4)}, Version::v311));
  EXPECT_FALSE(all_granted({PacketType::suback, 0, std::string_view("\0\1\1\x80", 4)}, Version::v311));
  EXPECT_FALSE(all_granted({PacketType::suback, 0, std::string_view("\0\1\0\x87", 4)}, Version::v5));
}

TEST(LoadCodec, MessageIdsGoAroundWithoutZero) {
  EXPECT_EQ(id_after(0), 1);
  EXPECT_EQ(id_after(0xFFFE), 0xFFFF);
  EXPECT_EQ(id_after(0xFFFF), 1);
}

}  // namespace
}  // namespace facet::load
