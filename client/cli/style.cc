#include "client/cli/style.h"

namespace facet::cli {
namespace {

// ECMA-48 SGR.
std::string_view code_of(Colour colour) {
  switch (colour) {
    case Colour::none:
      return "";
    case Colour::bold:
      return "1";
    case Colour::green:
      return "32";
    case Colour::yellow:
      return "33";
    case Colour::red:
      return "31";
    case Colour::grey:
      return "90";
  }
  return "";
}

}  // namespace

std::string Style::paint(Colour colour, std::string_view text) const {
  if (!colours_ || colour == Colour::none || text.empty()) return std::string{text};
  std::string painted = "\033[";
  painted.append(code_of(colour)).append("m").append(text).append("\033[0m");
  return painted;
}

}  // namespace facet::cli
