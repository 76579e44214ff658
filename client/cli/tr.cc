#include "client/cli/tr.h"

#include <atomic>

#include "client/cli/catalogue_zh.h"
#include "client/cli/mo_catalogue.h"

namespace facet::cli {
namespace {

// The one process-wide state of the command, for the reason that makes libc's locale one: a message is made
// in places that know nothing else of the world.
std::atomic<Language> language{Language::english};

bool is_chinese(std::string_view locale) {
  return locale.substr(0, 2) == "zh" &&
         (locale.size() == 2 || locale[2] == '_' || locale[2] == '-' || locale[2] == '.');
}

const MoCatalogue* chinese() {
  static const std::optional<MoCatalogue> catalogue = MoCatalogue::open(catalogue_zh());
  return catalogue ? &*catalogue : nullptr;
}

}  // namespace

Language language_of(std::optional<std::string_view> option,
                     const std::function<std::optional<std::string>(const char*)>& env) {
  if (option) return is_chinese(*option) ? Language::chinese : Language::english;
  for (const char* variable : {"FACET_LANG", "LC_ALL", "LC_MESSAGES", "LANG"}) {
    const auto value = env(variable);
    if (value && !value->empty()) return is_chinese(*value) ? Language::chinese : Language::english;
  }
  return Language::english;
}

void use_language(Language chosen) {
  language = chosen;
}

Language current_language() {
  return language;
}

const char* lookup(const char* message) {
  if (language != Language::chinese || chinese() == nullptr || *message == '\0') return message;
  const char* translation = chinese()->find(message);
  return translation == nullptr || *translation == '\0' ? message : translation;
}

}  // namespace facet::cli
