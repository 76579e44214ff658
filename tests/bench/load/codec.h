#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// The part of MQTT 3.1.1 and 5 that a load generator needs: packets into a buffer, and out of one without
// copying. Pure functions, thread-safe. Topics and payloads are the caller's to bound: at most 64 KiB and
// kLargestPacket.
namespace facet::load {

enum class Version : std::uint8_t { v311 = 4, v5 = 5 };

enum class PacketType : std::uint8_t {
  connect = 1,
  connack = 2,
  publish = 3,
  puback = 4,
  subscribe = 8,
  suback = 9,
  pingreq = 12,
  pingresp = 13,
  disconnect = 14,
};

// Somewhat more than Facet's broker takes or sends (max_packet_size in deploy/lib/mosquitto_conf.sh).
inline constexpr std::size_t kLargestPacket = std::size_t{640} * 1024;

struct Login {
  std::string client_id;
  std::string username;  // empty: none is sent
  std::string password;
};

struct Publish {
  std::string_view topic;
  std::string_view payload;
  std::uint16_t id = 0;  // with QoS 1 only
  std::uint8_t qos = 0;  // 0 or 1
  bool retain = false;
};

// A packet as it came; valid as long as the buffer it was cut from.
struct Packet {
  PacketType type{};
  std::uint8_t flags = 0;
  std::string_view body;
};

// Each adds one packet to `out`. Clean start, a keepalive of half an hour.
void append_connect(std::string& out, Version version, const Login& login);
void append_subscribe(std::string& out, Version version, std::uint16_t id,
                      std::span<const std::string> filters);  // QoS 1
void append_publish(std::string& out, Version version, const Publish& publish);
void append_puback(std::string& out, std::uint16_t id);
void append_pingreq(std::string& out);
void append_disconnect(std::string& out);

enum class Cut { packet, more, broken };
// Takes the next packet off the front of `data`. `more`: it is not all there yet, nothing was taken.
// `broken`: no peer that speaks MQTT sends this (a length of more than four bytes, or above kLargestPacket).
Cut cut_packet(std::string_view& data, Packet& packet);

// nullopt: malformed.
std::optional<Publish> read_publish(const Packet& packet, Version version);
std::optional<std::uint16_t> read_id(const Packet& packet);  // of PUBACK or SUBACK
// 0 is success; the numbers differ between the versions.
std::optional<std::uint8_t> read_connack(const Packet& packet);
// A PUBACK without a reason is a success.
bool taken(const Packet& puback);
// Every filter of the SUBSCRIBE was granted.
bool all_granted(const Packet& suback, Version version);

// The one after `id`: 1 to 65535 and around; 0 is no message id.
constexpr std::uint16_t id_after(std::uint16_t id) {
  return id == 0xFFFF ? std::uint16_t{1} : static_cast<std::uint16_t>(id + 1);
}

}  // namespace facet::load
