#include "resolver/config/checks.h"

#include "schemas/text.h"

namespace facet::resolver {

TextCheck resolver_id() {
  return [](const std::string& text) -> std::optional<std::string> {
    const bool good = !text.empty() && text.size() <= 32 &&
                      text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
    if (good) return std::nullopt;
    return "must be 1 to 32 of a-z, 0-9 and -";
  };
}

TextCheck clean_text(std::size_t max_bytes) {
  return [max_bytes](const std::string& text) -> std::optional<std::string> {
    if (!text.empty() && text.size() <= max_bytes && is_clean_text(text)) return std::nullopt;
    return "must be 1 to " + std::to_string(max_bytes) + " bytes of text without control characters";
  };
}

TextCheck host() {
  return [](const std::string& text) -> std::optional<std::string> {
    const bool good = !text.empty() && text.size() <= 253 &&
                      text.find_first_of("/ \t[]@") == std::string::npos && is_clean_text(text);
    if (good) return std::nullopt;
    return "must be a host name or an address alone, like broker.example.org or ::1; the port has its own "
           "key";
  };
}

}  // namespace facet::resolver
