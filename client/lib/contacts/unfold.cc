#include "client/lib/contacts/unfold.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "client/lib/contacts/property.h"
#include "schemas/limits.h"

namespace facet::contacts {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

bool is_quoted_printable(std::string_view line) {
  constexpr std::string_view kWord = "QUOTED-PRINTABLE";
  const std::string_view header = line.substr(0, line.find(':'));
  const auto same = [](char a, char b) { return std::toupper(static_cast<unsigned char>(a)) == b; };
  return std::search(header.begin(), header.end(), kWord.begin(), kWord.end(), same) != header.end();
}

// A blank at the beginning of the next line never takes the beginning or the end of a card away.
bool is_card_edge(std::string_view line) {
  line = trim(line);
  return equals_ignoring_case(line, "BEGIN:VCARD") || equals_ignoring_case(line, "END:VCARD");
}

std::string_view without_trailing_blanks(std::string_view line) {
  while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
  return line;
}

bool ends_softly(std::string_view line) {
  return without_trailing_blanks(line).ends_with('=');
}

// Some exporters leave the `=` at the end of an address as it is. What follows must not be swallowed, unless
// the encoded text itself had a line end there.
bool begins_property(std::string_view next, std::string_view before) {
  if (without_trailing_blanks(before).ends_with("=0A=")) return false;
  constexpr std::array<std::string_view, 6> kNames = {"BEGIN", "END", "TEL", "FN", "N", "CATEGORIES"};
  return std::any_of(kNames.begin(), kNames.end(), [&](std::string_view name) {
    return next.size() > name.size() && next.starts_with(name) &&
           (next[name.size()] == ':' || next[name.size()] == ';');
  });
}

// Of a line after a soft break. Nokia and others fold there as well; a blank before an encoded character is
// theirs, not the text's.
std::string_view without_fold_of_soft_break(std::string_view line) {
  const bool encoded = line.size() >= 4 && is_blank(line[0]) && line[1] == '=' &&
                       std::isxdigit(static_cast<unsigned char>(line[2])) != 0 &&
                       std::isxdigit(static_cast<unsigned char>(line[3])) != 0;
  return encoded ? line.substr(1) : line;
}

}  // namespace

std::optional<Line> LineReader::next(bool keep_fold_blank) {
  if (rest_.empty()) return std::nullopt;
  Line line{.text = {}, .number = next_number_, .cut = false};
  joined_.clear();
  std::string_view piece = take_physical();
  // Files put one after the other keep their byte order marks.
  if (piece.starts_with(kUtf8Mark)) piece.remove_prefix(kUtf8Mark.size());
  const bool quoted_printable = is_quoted_printable(piece);
  bool joined = false;
  while (true) {
    const Continuation how = continuation(piece, quoted_printable);
    if (how == Continuation::none) break;
    joined = true;
    if (how == Continuation::soft_break) {
      piece = without_trailing_blanks(piece);
      append(piece.substr(0, piece.size() - 1), line);
      piece = without_fold_of_soft_break(take_physical());
    } else {
      append(piece, line);
      piece = take_physical().substr(keep_fold_blank ? 0 : 1);
    }
  }
  if (joined) {
    append(piece, line);
    piece = joined_;
  }
  line.cut = line.cut || piece.size() > limits::kVcardLineBytes;
  line.text = piece.substr(0, limits::kVcardLineBytes);
  return line;
}

LineReader::Continuation LineReader::continuation(std::string_view piece, bool quoted_printable) const {
  if (rest_.empty()) return Continuation::none;
  if (quoted_printable && ends_softly(piece)) {
    return begins_property(rest_, piece) ? Continuation::none : Continuation::soft_break;
  }
  const bool first = joined_.empty();
  const bool folded = is_blank(rest_.front()) && !(first && (piece.empty() || is_card_edge(piece)));
  return folded ? Continuation::folded : Continuation::none;
}

std::string_view LineReader::take_physical() {
  const std::size_t end = rest_.find_first_of("\r\n");
  const std::string_view line = rest_.substr(0, end);
  ++next_number_;
  if (end == std::string_view::npos) {
    rest_ = {};
    return line;
  }
  rest_.remove_prefix(end);
  constexpr std::array<std::string_view, 2> kLongEnds = {"\r\r\n", "\r\n"};
  const auto* at = std::find_if(kLongEnds.begin(), kLongEnds.end(),
                                [&](std::string_view line_end) { return rest_.starts_with(line_end); });
  rest_.remove_prefix(at == kLongEnds.end() ? 1 : at->size());
  return line;
}

void LineReader::append(std::string_view piece, Line& line) {
  const std::size_t room = limits::kVcardLineBytes - joined_.size();
  line.cut = line.cut || piece.size() > room;
  joined_.append(piece.substr(0, room));
}

}  // namespace facet::contacts
