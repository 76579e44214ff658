#include "client/cli/refusal_words.h"

#include "client/cli/tr.h"

namespace facet::cli {
namespace {

const char* meaning_of(Reason reason) {
  switch (reason) {
    case Reason::none:
      return tr_noop("no reason given");
    case Reason::malformed:
    case Reason::wrong_kind:
      return tr_noop("the server could not read it; update facet");
    case Reason::too_large:
      return tr_noop("the message is too large; change fewer contacts at once");
    case Reason::bad_text:
      return tr_noop("a name or note holds characters that are not allowed");
    case Reason::bad_value:
      return tr_noop("a value is out of its range");
    case Reason::over_limit:
      return tr_noop("that is more than the server keeps for one person");
    case Reason::unknown_group:
      return tr_noop("the group is not there any more; `facet sync`, then `facet group list`");
    case Reason::clock_ahead:
      return tr_noop("the clock of this device is ahead; set it and try again");
    case Reason::too_old:
      return tr_noop("the change waited too long; make it again");
    case Reason::not_yours:
      return tr_noop("it belongs to another number; check profile.toml");
    case Reason::erased:
      return tr_noop("the account was erased after that change was made");
    case Reason::unavailable:
      return tr_noop("the server cannot do it now; try again later");
  }
  return tr_noop("for a reason that this version does not know; update facet");
}

}  // namespace

std::string sentence_of(const Receipt& refusal) {
  std::string sentence = tr(meaning_of(refusal.reason));
  if (refusal.limit.empty()) return sentence;
  sentence += " (" + refusal.limit;
  if (refusal.limit_value != 0) sentence += ": " + std::to_string(refusal.limit_value);
  return sentence + ")";
}

std::string in_our_words(const std::string& detail) {
  const std::string word = detail.substr(0, detail.find_first_of(" :"));
  for (auto number = 0; number <= static_cast<int>(Reason::erased); ++number) {
    const auto reason = static_cast<Reason>(number);
    if (word != name(reason)) continue;
    const auto end = detail.find("): ");  // of the limit, when it was one
    return tr(meaning_of(reason)) +
           (end == std::string::npos ? "" : detail.substr(word.size(), end + 1 - word.size()));
  }
  return detail;
}

}  // namespace facet::cli
