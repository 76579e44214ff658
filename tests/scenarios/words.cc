#include "tests/scenarios/words.h"

#include <sstream>

namespace facet::scenarios {

Words::Words(std::string_view text) {
  std::string word;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') {
      if (quoted) words_.push_back({word, true});
      if (!quoted && !word.empty()) throw ScriptError("a space is missing before a quotation mark");
      word.clear();
      quoted = !quoted;
    } else if (c == ' ' && !quoted) {
      add(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  if (quoted) throw ScriptError("a quotation mark is missing");
  add(std::move(word));
}

void Words::add(std::string word) {
  std::string mark;
  if (word.ends_with(',') || word.ends_with(':')) {
    mark = word.back();
    word.pop_back();
  }
  const bool possessive = word.size() > 2 && word.ends_with("'s");
  if (possessive) word.resize(word.size() - 2);
  if (!word.empty()) words_.push_back({std::move(word), false});
  if (possessive) words_.push_back({"'s", false});
  if (!mark.empty()) words_.push_back({mark, false});
}

std::string_view Words::peek(std::size_t ahead) const {
  const std::size_t at = at_ + ahead;
  return at < words_.size() && !words_[at].quoted ? std::string_view{words_[at].text} : std::string_view{};
}

bool Words::take(std::string_view words) {
  std::istringstream wanted{std::string{words}};
  std::string word;
  std::size_t count = 0;
  for (; wanted >> word; ++count) {
    if (peek(count) != word) return false;
  }
  at_ += count;
  return true;
}

void Words::need(std::string_view words) {
  if (!take(words)) wrong("'" + std::string{words} + "'");
}

std::string Words::word(std::string_view what) {
  if (done() || words_[at_].quoted) wrong(what);
  return words_[at_++].text;
}

std::optional<std::string> Words::quoted() {
  if (done() || !words_[at_].quoted) return std::nullopt;
  return words_[at_++].text;
}

void Words::end() const {
  if (!done()) throw ScriptError("nobody understands '" + words_[at_].text + "' here");
}

void Words::wrong(std::string_view what) const {
  throw ScriptError(std::string{what} + " should stand " +
                    (done() ? "at the end" : "where '" + words_[at_].text + "' stands"));
}

}  // namespace facet::scenarios
