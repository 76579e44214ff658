#include "client/lib/contacts/value.h"

#include <sodium.h>

#include <cctype>

namespace facet::contacts {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int letter = std::toupper(static_cast<unsigned char>(c));
  return letter >= 'A' && letter <= 'F' ? letter - 'A' + 10 : -1;
}

// Phones of a certain age write names so. What is no BASE64 is taken as it is.
std::string decode_base64(std::string_view text) {
  while (!text.empty() && (text.back() == '=' || text.back() == ' ')) text.remove_suffix(1);
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  std::size_t size = 0;
  const int failed =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), " \t", &size, nullptr, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
  if (failed != 0) return std::string{text};
  bytes.resize(size);
  return bytes;
}

std::string decode_bytes(const Property& property) {
  switch (property.encoding) {
    case Encoding::quoted_printable:
      return decode_quoted_printable(property.value);
    case Encoding::base64:
      return decode_base64(property.value);
    case Encoding::plain:
      break;
  }
  return std::string{property.value};
}

// Appends what `\` and `next` stand for.
void append_escaped(char next, std::string& out) {
  if (next == 'n' || next == 'N') {
    out += '\n';
    return;
  }
  // `\;` and its like; a backslash before a letter was meant as one.
  if (std::ispunct(static_cast<unsigned char>(next)) == 0) out += '\\';
  out += next;
}

}  // namespace

std::string decode_quoted_printable(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '=' && i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
    if (low < 0) {
      bytes += text[i];
      continue;
    }
    bytes += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return bytes;
}

DecodedValue decode_value(const Property& property, Decoder& decoder, std::string_view unstated_charset) {
  DecodedValue value;
  const std::string bytes = decode_bytes(property);
  std::string_view charset = property.charset;
  if (!charset.empty() && !is_known_charset(charset)) {
    value.unknown_charset = true;
    charset = {};
  }
  Text text = decoder.to_utf8(bytes, charset.empty() ? unstated_charset : charset);
  // Exporters that name one character set and write UTF-8 nonetheless are common.
  if (text.damaged && is_utf8(bytes)) text = {.utf8 = bytes, .damaged = false};
  value.text = std::move(text.utf8);
  value.damaged = text.damaged;
  return value;
}

std::vector<std::string> split_unescaped(std::string_view text, std::string_view separators,
                                         std::size_t most) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      append_escaped(text[++i], parts.back());
    } else if (separators.find(text[i]) != std::string_view::npos && parts.size() < most) {
      parts.emplace_back();
    } else {
      parts.back() += text[i];
    }
  }
  return parts;
}

std::string unescape(std::string_view text) {
  return split_unescaped(text, {}).front();
}

}  // namespace facet::contacts
