#include "resolver/log/line.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "schemas/text.h"

namespace facet::resolver {
namespace {

struct Printed {
  std::string text;
  bool quoted = false;  // text, to be quoted in JSON
};

// Cuts where no character is torn apart, if it is UTF-8 at all.
std::string_view cut(std::string_view text) {
  if (text.size() <= kLogTextBytes) return text;
  std::size_t end = kLogTextBytes;
  while (end > kLogTextBytes - 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string hex(unsigned char byte, const char* pattern) {
  std::array<char, 8> text{};
  std::snprintf(text.data(), text.size(), pattern, byte);
  return text.data();
}

// Clean UTF-8 goes through; in anything else every byte outside of ASCII's visible part becomes \xNN, which
// is text again and valid in JSON once its backslash is escaped.
std::string visible(std::string_view text) {
  const auto shown = cut(text);
  std::string result;
  if (is_clean_text(shown)) {
    result = shown;
  } else {
    for (const char c : shown) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte >= 0x20 && byte < 0x7F) {
        result += c;
      } else {
        result += hex(byte, "\\x%02x");
      }
    }
  }
  if (shown.size() < text.size()) result += "...";
  return result;
}

std::string quote(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result += '"';
}

std::string number(double value) {
  if (!std::isfinite(value)) return "null";
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

Printed print(const LogField::Value& value, const Pseudonyms& names, bool reveal) {
  struct {
    const Pseudonyms& names;
    bool reveal;
    Printed operator()(bool b) const { return {b ? "true" : "false"}; }
    Printed operator()(std::int64_t n) const { return {std::to_string(n)}; }
    Printed operator()(std::uint64_t n) const { return {std::to_string(n)}; }
    Printed operator()(double n) const { return {number(n)}; }
    Printed operator()(std::string_view text) const { return {visible(text), true}; }
    Printed operator()(UserId user) const {
      // A debug line shows both, so that it can be put beside the lines that show one.
      const auto name = names.of(user);
      return {reveal ? user.digits() + "/" + name : name, true};
    }
    Printed operator()(Private text) const {
      return {reveal ? visible(text.text) : names.of(text.text), true};
    }
  } printer{names, reveal};
  return std::visit(printer, value);
}

bool needs_quotes(std::string_view text) {
  return text.empty() || text.find_first_of(" =\"\\") != std::string_view::npos;
}

}  // namespace

std::string text_line(std::string_view event, std::span<const LogField> fields, const Pseudonyms& names,
                      bool reveal) {
  std::string line(event);
  for (const auto& field : fields) {
    const auto printed = print(field.value(), names, reveal);
    line.append(" ").append(field.key()).append("=");
    line += printed.quoted && needs_quotes(printed.text) ? quote(printed.text) : printed.text;
  }
  return line;
}

std::string json_line(std::string_view event, std::span<const LogField> fields, const Pseudonyms& names,
                      bool reveal) {
  std::string line = "\"event\":" + quote(visible(event));
  for (const auto& field : fields) {
    const auto printed = print(field.value(), names, reveal);
    line.append(",").append(quote(visible(field.key()))).append(":");
    line += printed.quoted ? quote(printed.text) : printed.text;
  }
  return line;
}

}  // namespace facet::resolver
