#include "client/lib/contacts/property.h"

#include <algorithm>
#include <cctype>

namespace facet::contacts {
namespace {

std::string upper(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

std::string lower(std::string_view text) {
  std::string result{text};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// The first `wanted` outside of quotes, from `from`. A quote that is never closed is a character like
// others.
std::size_t find_unquoted(std::string_view text, char wanted, std::size_t from) {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (text[i] == wanted) return i;
    if (text[i] != '"') continue;
    const std::size_t closing = text.find('"', i + 1);
    if (closing == std::string_view::npos) return text.find(wanted, i);
    i = closing;
  }
  return std::string_view::npos;
}

bool is_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c < 0x80 && std::isalnum(c) != 0) || c == '-' || c == '_';
  });
}

std::string_view unquoted(std::string_view value) {
  value = trim(value);
  if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
    value = value.substr(1, value.size() - 2);
  }
  return value;
}

Encoding encoding_of(std::string_view word) {
  if (equals_ignoring_case(word, "QUOTED-PRINTABLE") || equals_ignoring_case(word, "Q")) {
    return Encoding::quoted_printable;
  }
  if (equals_ignoring_case(word, "BASE64") || equals_ignoring_case(word, "B")) return Encoding::base64;
  return Encoding::plain;
}

void add_types(std::string_view words, Property& property) {
  while (!words.empty()) {
    const std::size_t comma = words.find(',');
    const std::string_view word = trim(words.substr(0, comma));
    if (!word.empty()) property.types.push_back(lower(word));
    words.remove_prefix(comma == std::string_view::npos ? words.size() : comma + 1);
  }
}

void add_parameter(std::string_view parameter, Property& property) {
  const std::size_t equals = parameter.find('=');
  if (equals == std::string_view::npos) {
    const std::string_view word = unquoted(parameter);
    const Encoding encoding = word.size() > 1 ? encoding_of(word) : Encoding::plain;
    if (encoding != Encoding::plain) {
      property.encoding = encoding;
    } else {
      add_types(word, property);
    }
    return;
  }
  const std::string_view name = trim(parameter.substr(0, equals));
  const std::string_view value = unquoted(parameter.substr(equals + 1));
  if (equals_ignoring_case(name, "TYPE")) add_types(value, property);
  if (equals_ignoring_case(name, "ENCODING")) property.encoding = encoding_of(value);
  if (equals_ignoring_case(name, "CHARSET")) property.charset = std::string{value};
}

void add_parameters(std::string_view parameters, Property& property) {
  std::size_t from = 0;
  while (from <= parameters.size()) {
    const std::size_t end = std::min(find_unquoted(parameters, ';', from), parameters.size());
    add_parameter(parameters.substr(from, end - from), property);
    from = end + 1;
  }
}

}  // namespace

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](unsigned char x, unsigned char y) { return std::toupper(x) == std::toupper(y); });
}

std::optional<Property> parse_property(std::string_view line) {
  const std::size_t name_end = line.find_first_of(":;");
  if (name_end == std::string_view::npos) return std::nullopt;
  std::size_t colon = line[name_end] == ':' ? name_end : find_unquoted(line, ':', name_end);
  if (colon == std::string_view::npos) colon = line.find(':', name_end);
  if (colon == std::string_view::npos) return std::nullopt;

  std::string_view name = trim(line.substr(0, name_end));
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos) name.remove_prefix(dot + 1);
  if (!is_name(name)) return std::nullopt;
  Property property;
  property.name = upper(name);
  property.value = line.substr(colon + 1);
  if (colon > name_end) add_parameters(line.substr(name_end + 1, colon - name_end - 1), property);
  return property;
}

bool is_base64_rest(std::string_view line) {
  return std::all_of(line.begin(), line.end(), [](unsigned char c) {
    return (c < 0x80 && std::isalnum(c) != 0) || c == '+' || c == '/' || c == '=' || c == ' ' || c == '\t';
  });
}

}  // namespace facet::contacts
