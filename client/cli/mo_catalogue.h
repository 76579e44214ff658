#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace facet::cli {

// A compiled message catalogue (GNU gettext's .mo, of this machine's byte order) in memory that outlives it.
// Read here and not by libintl: glibc ignores LANGUAGE in the C.UTF-8 locale (glibc bug 16621), which is all
// that a small system or container has. Thread-safe.
class MoCatalogue {
 public:
  // nullopt: `bytes` is no .mo file.
  static std::optional<MoCatalogue> open(std::string_view bytes);

  std::size_t size() const { return count_; }
  // The message and its translation, null-terminated; entry 0 is the catalogue's own header.
  std::pair<const char*, const char*> entry(std::size_t index) const;
  // nullptr: not in the catalogue.
  const char* find(std::string_view message) const;

 private:
  explicit MoCatalogue(std::string_view bytes) : bytes_(bytes) {}
  std::uint32_t word(std::size_t offset) const;
  const char* text(std::size_t table, std::size_t index) const;

  std::string_view bytes_;
  std::size_t count_ = 0;
  std::size_t messages_ = 0;  // offsets of the two tables of (length, offset)
  std::size_t translations_ = 0;
};

}  // namespace facet::cli
