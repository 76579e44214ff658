#pragma once

#include <fmt/format.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace facet::cli {

enum class Language { english, chinese };

// --lang, then FACET_LANG, then LC_ALL, LC_MESSAGES and LANG as POSIX ranks them. "zh", "zh_CN.UTF-8" and the
// like are Chinese, everything else is English. `env` gives nullopt for a variable that is not set.
Language language_of(std::optional<std::string_view> option,
                     const std::function<std::optional<std::string>(const char*)>& env);

// The language of the whole process, like setlocale(): set once, before the first message.
void use_language(Language language);
Language current_language();

// The translation of `message`, or `message` itself. Valid for ever.
const char* lookup(const char* message);

// The message in the chosen language with its {}, {0}, {1} filled in. xgettext finds messages by this name.
template <typename... Args>
std::string tr(const char* message, const Args&... args) {
  if constexpr (sizeof...(Args) == 0) {
    return lookup(message);
  } else {
    return fmt::vformat(lookup(message), fmt::make_format_args(args...));
  }
}

// Marks a message that tr() is given later.
constexpr const char* tr_noop(const char* message) {
  return message;
}

}  // namespace facet::cli
