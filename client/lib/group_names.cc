#include "client/lib/group_names.h"

#include <algorithm>

#include "client/lib/phone.h"
#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::client {
namespace {

constexpr std::uint32_t kIds = 0x7FFF'FFFF;
constexpr std::string_view kSpace = " \t\r\n\v\f";

}  // namespace

std::string trimmed(std::string_view name) {
  const auto first = name.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return std::string{name.substr(first, name.find_last_not_of(kSpace) - first + 1)};
}

std::string folded(std::string_view name) {
  std::string result = trimmed(name);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return result;
}

Result<std::string> checked_name(std::string_view name) {
  std::string kept = trimmed(name);
  if (kept.empty()) return fail(errc::bad_value, "a group needs a name");
  if (folded(kept) == kOtherName) {
    return fail(errc::bad_value,
                "'other' is the built-in group of whoever is in no group; choose another name");
  }
  if (kept.size() > limits::kGroupNameBytes) {
    return fail(errc::over_limit,
                "group_name_bytes: a name has at most " + std::to_string(limits::kGroupNameBytes) + " bytes");
  }
  if (!is_clean_text(kept)) return fail(errc::bad_value, "a name is UTF-8 text without control characters");
  return kept;
}

GroupId first_id(std::string_view name) {
  std::uint32_t hash = 0x811C'9DC5;
  for (const char c : folded(name)) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x0100'0193;
  }
  return GroupId{hash % kIds + 1};
}

GroupId next_id(GroupId taken) {
  return GroupId{taken.value() % kIds + 1};
}

}  // namespace facet::client
