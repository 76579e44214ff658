#include "schemas/ids.h"

#include <charconv>

namespace facet {
namespace {

template <typename Number>
std::optional<Number> parse_number(std::string_view digits) {
  if (digits.empty() || (digits.front() == '0' && digits.size() > 1)) return std::nullopt;
  Number value = 0;
  const char* end = digits.data() + digits.size();
  // from_chars takes a minus sign for signed types only, and no plus sign and no blanks at all.
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

}  // namespace

std::optional<UserId> UserId::parse(std::string_view digits) {
  const auto value = parse_number<std::uint64_t>(digits);
  if (!value || !UserId{*value}.valid()) return std::nullopt;
  return UserId{*value};
}

std::optional<DeviceId> DeviceId::parse(std::string_view digits) {
  const auto value = parse_number<std::uint16_t>(digits);
  if (!value || *value == 0) return std::nullopt;
  return DeviceId{*value};
}

std::optional<GroupId> GroupId::parse(std::string_view digits) {
  const auto value = parse_number<std::uint32_t>(digits);
  if (!value) return std::nullopt;
  return GroupId{*value};
}

}  // namespace facet
