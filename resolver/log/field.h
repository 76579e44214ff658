#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "schemas/ids.h"

namespace facet::resolver {

// Text that can name or betray a person (a topic, a client id, a group's name): written like a UserId, as
// itself in debug lines and as a pseudonym in all others.
struct Private {
  std::string_view text;
};

// A key and its value in a log line. Holds views: alive until the end of the statement that logs. Text of any
// bytes is safe: it is escaped, and cut after kLogTextBytes.
class LogField {
 public:
  using Value = std::variant<bool, std::int64_t, std::uint64_t, double, std::string_view, UserId, Private>;

  LogField(std::string_view key, bool value) : key_(key), value_(value) {}
  LogField(std::string_view key, std::signed_integral auto value) : key_(key), value_(std::int64_t{value}) {}
  LogField(std::string_view key, std::unsigned_integral auto value)
      : key_(key), value_(std::uint64_t{value}) {}
  LogField(std::string_view key, double value) : key_(key), value_(value) {}
  LogField(std::string_view key, std::string_view value) : key_(key), value_(value) {}
  LogField(std::string_view key, const std::string& value) : key_(key), value_(std::string_view(value)) {}
  LogField(std::string_view key, const char* value) : key_(key), value_(std::string_view(value)) {}
  LogField(std::string_view key, UserId value) : key_(key), value_(value) {}
  LogField(std::string_view key, Private value) : key_(key), value_(value) {}

  std::string_view key() const { return key_; }
  const Value& value() const { return value_; }

 private:
  std::string_view key_;
  Value value_;
};

inline constexpr std::size_t kLogTextBytes = 512;

}  // namespace facet::resolver
