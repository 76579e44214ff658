#include "schemas/text.h"

#include <flatbuffers/util.h>

#include <string>

namespace facet {
namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_of_zone(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '+' || c == '-';
}

}  // namespace

bool is_clean_text(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return false;
    // C1 (U+0080 to U+009F) is C2 80 to C2 9F in UTF-8; terminals act on it.
    if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return false;
  }
  // FromUTF8 stops at the terminating zero, and there is no other: controls are gone by now.
  const std::string terminated{text};
  const char* at = terminated.c_str();
  while (*at != 0) {
    if (flatbuffers::FromUTF8(&at) < 0) return false;
  }
  return true;
}

bool is_zone_name(std::string_view text) {
  bool starts = true;  // a name between slashes
  for (const char c : text) {
    if (starts ? !is_letter(c) : !is_of_zone(c) && c != '/') return false;
    starts = c == '/';
  }
  return !starts;
}

}  // namespace facet
