#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schemas/ids.h"

// The bytes of which records are made. A value has one spelling only: what Reader takes, Writer writes again
// byte for byte, so a changed byte is noticed rather than read as something else where that is possible.
namespace facet::resolver::rocks {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void byte(std::uint8_t value) { out_.push_back(static_cast<char>(value)); }
  // 8 bytes, the lowest first: for revisions, whose upper bits are always used.
  void fixed(std::uint64_t value);
  // LEB128.
  void number(std::uint64_t value);
  void time(Time value);
  void text(std::string_view value);

 private:
  std::string& out_;
};

// Reads what it is asked for, or zeros once something did not fit; ask done() before using any of it.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t byte();
  std::uint64_t fixed();
  std::uint64_t number();
  Time time();
  std::string text();
  // For what fits in shape but not in range.
  void fail() { ok_ = false; }
  // Nothing has been refused yet: for loops over a count that was read.
  bool ok() const { return ok_; }
  // Everything was read, and nothing is left over.
  bool done() const { return ok_ && rest_.empty(); }

 private:
  std::string_view take(std::size_t bytes);

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace facet::resolver::rocks
