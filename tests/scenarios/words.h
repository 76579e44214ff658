#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/scenarios/script.h"

namespace facet::scenarios {

// The words of one step, read from left to right. `,` and `:` at the end of a word are words of their own,
// and so are `'s` and a text between quotation marks.
class Words {
 public:
  explicit Words(std::string_view text);

  bool done() const { return at_ == words_.size(); }
  // The word `ahead` of the next one; empty: there is none, or it is a quoted text.
  std::string_view peek(std::size_t ahead = 0) const;

  // Takes these words, separated by single spaces, if they come next: all of them or none.
  bool take(std::string_view words);
  // The same; ScriptError when they do not come next.
  void need(std::string_view words);
  // The next word. ScriptError when there is none; `what` says what should be there.
  std::string word(std::string_view what);
  // A quoted text, if one comes next.
  std::optional<std::string> quoted();
  // ScriptError when anything is left.
  void end() const;

  [[noreturn]] void wrong(std::string_view what) const;

 private:
  struct Word {
    std::string text;
    bool quoted = false;
  };
  void add(std::string word);

  std::vector<Word> words_;
  std::size_t at_ = 0;
};

}  // namespace facet::scenarios
