#include "tests/bench/load/codec.h"

namespace facet::load {
namespace {

constexpr std::uint16_t kKeepalive = 1800;  // s; the most that Facet's broker allows
constexpr int kLengthBytes = 4;

void append_u16(std::string& out, std::size_t value) {
  out.push_back(static_cast<char>(value >> 8));
  out.push_back(static_cast<char>(value & 0xFF));
}

void append_text(std::string& out, std::string_view text) {
  append_u16(out, text.size());
  out.append(text);
}

void append_header(std::string& out, PacketType type, std::uint8_t flags, std::size_t length) {
  out.push_back(static_cast<char>(static_cast<unsigned>(type) << 4U | flags));
  do {
    const auto low = length & 0x7F;
    length >>= 7;
    out.push_back(static_cast<char>(low | (length > 0 ? 0x80 : 0)));
  } while (length > 0);
}

std::size_t text_size(std::string_view text) {
  return 2 + text.size();
}

// The variable byte integer at the front; `used` bytes of it. Empty: `more` or `broken` says why.
Cut read_length(std::string_view data, std::size_t& length, std::size_t& used) {
  length = 0;
  for (used = 0; used < kLengthBytes;) {
    if (used == data.size()) return Cut::more;
    const auto byte = static_cast<std::uint8_t>(data[used]);
    length |= static_cast<std::size_t>(byte & 0x7F) << (7 * used);
    ++used;
    if ((byte & 0x80) == 0) return Cut::packet;
  }
  return Cut::broken;
}

std::optional<std::uint16_t> take_u16(std::string_view& data) {
  if (data.size() < 2) return std::nullopt;
  const auto high = static_cast<std::uint8_t>(data[0]);
  const auto low = static_cast<std::uint8_t>(data[1]);
  data.remove_prefix(2);
  return static_cast<std::uint16_t>(high << 8 | low);
}

bool skip_properties(std::string_view& data) {
  std::size_t length = 0;
  std::size_t used = 0;
  if (read_length(data, length, used) != Cut::packet || length > data.size() - used) return false;
  data.remove_prefix(used + length);
  return true;
}

}  // namespace

void append_connect(std::string& out, Version version, const Login& login) {
  const bool named = !login.username.empty();
  const std::size_t properties = version == Version::v5 ? 1 : 0;
  append_header(out, PacketType::connect, 0,
                10 + properties + text_size(login.client_id) +
                    (named ? text_size(login.username) + text_size(login.password) : 0));
  append_text(out, "MQTT");
  out.push_back(static_cast<char>(version));
  out.push_back(static_cast<char>(named ? 0xC2 : 0x02));
  append_u16(out, kKeepalive);
  out.append(properties, '\0');
  append_text(out, login.client_id);
  if (!named) return;
  append_text(out, login.username);
  append_text(out, login.password);
}

void append_subscribe(std::string& out, Version version, std::uint16_t id,
                      std::span<const std::string> filters) {
  const std::size_t properties = version == Version::v5 ? 1 : 0;
  std::size_t length = 2 + properties;
  for (const auto& filter : filters) length += text_size(filter) + 1;
  append_header(out, PacketType::subscribe, 2, length);
  append_u16(out, id);
  out.append(properties, '\0');
  for (const auto& filter : filters) {
    append_text(out, filter);
    out.push_back('\1');
  }
}

void append_publish(std::string& out, Version version, const Publish& publish) {
  const std::size_t properties = version == Version::v5 ? 1 : 0;
  const std::size_t id = publish.qos > 0 ? 2 : 0;
  const auto flags = static_cast<std::uint8_t>(publish.qos << 1 | (publish.retain ? 1 : 0));
  append_header(out, PacketType::publish, flags,
                text_size(publish.topic) + id + properties + publish.payload.size());
  append_text(out, publish.topic);
  if (id > 0) append_u16(out, publish.id);
  out.append(properties, '\0');
  out.append(publish.payload);
}

void append_puback(std::string& out, std::uint16_t id) {
  const char packet[] = {static_cast<char>(static_cast<unsigned>(PacketType::puback) << 4U), 2,
                         static_cast<char>(id >> 8), static_cast<char>(id & 0xFF)};
  out.append(packet, sizeof packet);
}

void append_pingreq(std::string& out) {
  append_header(out, PacketType::pingreq, 0, 0);
}

void append_disconnect(std::string& out) {
  append_header(out, PacketType::disconnect, 0, 0);
}

Cut cut_packet(std::string_view& data, Packet& packet) {
  if (data.empty()) return Cut::more;
  std::size_t length = 0;
  std::size_t used = 0;
  if (const Cut cut = read_length(data.substr(1), length, used); cut != Cut::packet) return cut;
  const std::size_t header = 1 + used;
  if (header + length > kLargestPacket) return Cut::broken;
  if (data.size() < header + length) return Cut::more;
  const auto first = static_cast<std::uint8_t>(data[0]);
  packet = {static_cast<PacketType>(first >> 4), static_cast<std::uint8_t>(first & 0x0F),
            data.substr(header, length)};
  data.remove_prefix(header + length);
  return Cut::packet;
}

std::optional<Publish> read_publish(const Packet& packet, Version version) {
  Publish publish;
  publish.qos = packet.flags >> 1 & 3;
  publish.retain = (packet.flags & 1) != 0;
  std::string_view rest = packet.body;
  const auto topic = take_u16(rest);
  if (!topic || *topic > rest.size() || publish.qos > 1) return std::nullopt;
  publish.topic = rest.substr(0, *topic);
  rest.remove_prefix(*topic);
  if (publish.qos > 0) {
    const auto id = take_u16(rest);
    if (!id || *id == 0) return std::nullopt;
    publish.id = *id;
  }
  if (version == Version::v5 && !skip_properties(rest)) return std::nullopt;
  publish.payload = rest;
  return publish;
}

std::optional<std::uint16_t> read_id(const Packet& packet) {
  std::string_view rest = packet.body;
  return take_u16(rest);
}

std::optional<std::uint8_t> read_connack(const Packet& packet) {
  if (packet.type != PacketType::connack || packet.body.size() < 2) return std::nullopt;
  return static_cast<std::uint8_t>(packet.body[1]);
}

bool taken(const Packet& puback) {
  return puback.body.size() == 2 ||
         (puback.body.size() > 2 && static_cast<std::uint8_t>(puback.body[2]) < 0x80);
}

bool all_granted(const Packet& suback, Version version) {
  std::string_view rest = suback.body;
  if (!take_u16(rest)) return false;
  if (version == Version::v5 && !skip_properties(rest)) return false;
  for (const char code : rest) {
    if (static_cast<std::uint8_t>(code) >= 0x80) return false;
  }
  return !rest.empty();
}

}  // namespace facet::load
