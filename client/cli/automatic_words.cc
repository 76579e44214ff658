#include "client/cli/automatic_words.h"

#include "client/cli/exit_code.h"
#include "client/cli/setting_options.h"
#include "client/cli/tr.h"
#include "client/cli/words.h"

namespace facet::cli {

Result<Automatic> parse_automatic(const std::string& word, Activity itself) {
  if (word == "default") return Automatic{};
  if (word == "shown") return Automatic{Shows::shown, Activity::unset};
  if (word == "hidden") return Automatic{Shows::hidden, Activity::unset};
  const auto activity = activity_of(word);
  if (!activity) {
    return fail(errc::bad_value, activity.error().detail + " " + tr("Or: default, shown, hidden."));
  }
  if (*activity == itself) {
    return fail(errc::bad_value, tr("'{}' is what it is by itself; write shown, or another status", word));
  }
  return Automatic{Shows::instead, *activity};
}

std::string word_of(const Automatic& automatic) {
  switch (automatic.shows) {
    case Shows::by_default:
      return "default";
    case Shows::instead:
      return std::string{name(automatic.instead)};
    default:
      return std::string{name(automatic.shows)};
  }
}

std::string shown(const Automatic& automatic, Activity itself) {
  switch (automatic.shows) {
    case Shows::by_default:
      return itself == Activity::off ? tr("shown (default)") : tr("shown over Standby and Free (default)");
    case Shows::shown:
      return tr("shown");
    case Shows::hidden:
      return tr("hidden");
    case Shows::instead:
      return tr("as {}", shown(automatic.instead));
  }
  return tr("shown");
}

}  // namespace facet::cli
