#pragma once

#include <string>
#include <string_view>

#include "schemas/messages.h"
#include "schemas/result.h"

// How a group is shown an automatic status, as it is typed and read.
namespace facet::cli {

// "default", "shown", "hidden", or the activity that is shown instead of `itself` (off or in_call).
// errc::bad_value with the next step.
Result<Automatic> parse_automatic(const std::string& word, Activity itself);

// The same word; for JSON.
std::string word_of(const Automatic& automatic);

// "shown", "hidden", "as Busy", or what the default means, in the chosen language.
std::string shown(const Automatic& automatic, Activity itself);

}  // namespace facet::cli
