#include "resolver/adapters/rocksdb/codec.h"

namespace facet::resolver::rocks {

void Writer::fixed(std::uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) byte(static_cast<std::uint8_t>(value >> shift));
}

void Writer::number(std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>(value | 0x80));
  byte(static_cast<std::uint8_t>(value));
}

void Writer::time(Time value) {
  const std::int64_t seconds = value.time_since_epoch().count();
  // Zigzag: small on both sides of 1970.
  number(static_cast<std::uint64_t>(seconds) << 1 ^ static_cast<std::uint64_t>(seconds >> 63));
}

void Writer::text(std::string_view value) {
  number(value.size());
  out_.append(value);
}

std::string_view Reader::take(std::size_t bytes) {
  if (!ok_ || bytes > rest_.size()) {
    ok_ = false;
    return {};
  }
  const std::string_view taken = rest_.substr(0, bytes);
  rest_.remove_prefix(bytes);
  return taken;
}

std::uint8_t Reader::byte() {
  const std::string_view taken = take(1);
  return taken.empty() ? 0 : static_cast<std::uint8_t>(taken.front());
}

std::uint64_t Reader::fixed() {
  std::uint64_t value = 0;
  int shift = 0;
  for (const char byte : take(8)) {
    value |= std::uint64_t{static_cast<unsigned char>(byte)} << shift;
    shift += 8;
  }
  return value;
}

std::uint64_t Reader::number() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && ok_; shift += 7) {
    const std::uint8_t part = byte();
    const bool last = part < 0x80;
    // The tenth byte holds one bit; a zero at the end could have been left out.
    if ((shift == 63 && part > 1) || (last && part == 0 && shift > 0)) break;
    value |= std::uint64_t{part & 0x7FU} << shift;
    if (last) return value;
  }
  ok_ = false;
  return 0;
}

Time Reader::time() {
  const std::uint64_t zigzag = number();
  return Time{std::chrono::seconds{static_cast<std::int64_t>(zigzag >> 1 ^ (0 - (zigzag & 1)))}};
}

std::string Reader::text() {
  const std::uint64_t size = number();
  return std::string{take(size)};
}

}  // namespace facet::resolver::rocks
