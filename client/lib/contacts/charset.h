#pragma once

#include <memory>
#include <string>
#include <string_view>

// Bytes of some character set to UTF-8.
namespace facet::contacts {

struct Text {
  std::string utf8;
  bool damaged = false;  // bytes that mean nothing in their character set became U+FFFD
};

// `bytes` as UTF-8, with U+FFFD in place of what is none.
Text repair_utf8(std::string_view bytes);
bool is_utf8(std::string_view bytes);

// Whether `name` is one of the character sets that address books are written in. A fixed list: a name from a
// file never reaches iconv, which loads a module for it.
bool is_known_charset(std::string_view name);

// Keeps the converter of the last character set, since a file uses one or two. Not thread-safe.
class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  // Precondition: is_known_charset(charset).
  Text to_utf8(std::string_view bytes, std::string_view charset);

 private:
  struct Converter;
  std::unique_ptr<Converter> converter_;
};

// The whole file without its byte order mark. `storage` holds the result when the file was UTF-16; otherwise
// the result points into `file`.
struct FileText {
  std::string_view text;
  bool was_utf16 = false;
  bool damaged = false;
};
FileText file_text(std::string_view file, std::string& storage);

}  // namespace facet::contacts
