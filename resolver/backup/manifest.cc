#include "resolver/backup/manifest.h"

#include <algorithm>
#include <optional>
#include <set>

#include "resolver/backup/errc.h"
#include "resolver/backup/files.h"

namespace facet::resolver {
namespace {

constexpr std::string_view kTitle = "# Facet backup 1";
constexpr std::string_view kMade = "# made ";
constexpr std::string_view kEnd = "# end ";
constexpr std::size_t kHashDigits = 64;

tl::unexpected<Error> no_manifest(const char* why) {
  return fail(backup_errc::damaged,
              std::string{"its list of files ("} + kManifestName + ") " + why + "; use another backup");
}

bool is_hash(std::string_view text) {
  return text.size() == kHashDigits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_name(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  };
  return !text.empty() && text.size() <= 64 && text.front() != '.' &&
         std::all_of(text.begin(), text.end(), fits);
}

// nullopt: there is no further whole line.
std::optional<std::string_view> next_line(std::string_view& rest) {
  const auto end = rest.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const auto line = rest.substr(0, end);
  rest.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string write_manifest(const Manifest& manifest) {
  std::string text{kTitle};
  text.append("\n").append(kMade).append(manifest.made).append("\n");
  for (const auto& file : manifest.files) text.append(file.hash).append("  ").append(file.name).append("\n");
  const std::string hash = hash_text(text);
  return text.append(kEnd).append(hash).append("\n");
}

Result<Manifest> read_manifest(std::string_view text) {
  Manifest manifest;
  std::string_view rest = text;
  if (next_line(rest) != kTitle) return no_manifest("is not one of a Facet backup that this version knows");
  const auto made = next_line(rest);
  if (!made || !made->starts_with(kMade)) return no_manifest("does not say when it was made");
  manifest.made = made->substr(kMade.size());
  std::set<std::string_view> names;
  for (;;) {
    const std::string_view before = text.substr(0, text.size() - rest.size());
    const auto line = next_line(rest);
    if (!line) return no_manifest("is cut short");
    if (line->starts_with(kEnd)) {
      if (line->substr(kEnd.size()) != hash_text(std::string{before}) || !rest.empty()) {
        return no_manifest("was changed");
      }
      return manifest;
    }
    if (line->size() < kHashDigits + 3 || line->substr(kHashDigits, 2) != "  ")
      return no_manifest("is damaged");
    const auto hash = line->substr(0, kHashDigits);
    const auto name = line->substr(kHashDigits + 2);
    if (!is_hash(hash) || !is_name(name) || !names.insert(name).second) return no_manifest("is damaged");
    manifest.files.push_back({std::string{name}, std::string{hash}});
  }
}

}  // namespace facet::resolver
