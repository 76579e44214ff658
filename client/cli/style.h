#pragma once

#include <string>
#include <string_view>

namespace facet::cli {

enum class Colour { none, bold, green, yellow, red, grey };

// Colours on a terminal, nothing elsewhere.
class Style {
 public:
  explicit Style(bool colours) : colours_(colours) {}
  std::string paint(Colour colour, std::string_view text) const;

 private:
  bool colours_;
};

}  // namespace facet::cli
