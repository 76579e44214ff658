#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace facet::contacts {

// One line of a vCard as it was before it was folded.
struct Line {
  std::string_view text;   // valid until the next call
  std::size_t number = 0;  // where it begins in the file, from 1
  bool cut = false;        // longer than limits::kVcardLineBytes; `text` is its beginning
};

// Takes a file apart into unfolded lines. Line ends are CR LF, LF, CR or (seen in the wild) CR CR LF. A line
// that begins with a blank continues the one before (RFC 6350 3.2); a quoted-printable line that ends with
// `=` is continued by the next, blank or not (RFC 2045 6.7).
class LineReader {
 public:
  // `file` must outlive the reader.
  explicit LineReader(std::string_view file) : rest_(file) {}

  // The next line, nullopt after the last. vCard 2.1 folds between words and keeps the blank
  // (`keep_fold_blank`); later versions fold anywhere, also within a character, and add it.
  std::optional<Line> next(bool keep_fold_blank);

 private:
  enum class Continuation { none, folded, soft_break };
  Continuation continuation(std::string_view piece, bool quoted_printable) const;
  std::string_view take_physical();
  void append(std::string_view piece, Line& line);

  std::string_view rest_;
  std::size_t next_number_ = 1;
  std::string joined_;
};

}  // namespace facet::contacts
