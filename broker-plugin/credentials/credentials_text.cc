#include <algorithm>
#include <charconv>
#include <optional>

#include "broker-plugin/credentials/credentials_file.h"
#include "schemas/limits.h"

namespace facet::door {
namespace {

constexpr std::string_view kFirstLine = "facet-credentials 1";
constexpr std::string_view kLastWord = "end ";
constexpr std::string_view kNothing = "-";

// The lines of a text, each with its "\n"; counts them from 1.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  // nullopt at the end, and for a last line without line end.
  std::optional<std::string_view> next() {
    const auto end = rest_.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    ++number_;
    return line;
  }
  bool at_end() const { return rest_.empty(); }
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

tl::unexpected<Error> damaged(std::size_t line, const std::string& what) {
  return fail(credentials_errc::damaged, "line " + std::to_string(line) + ": " + what);
}

// What stands before `separator`, which is taken away too; all of it when there is none.
std::string_view take_field(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto field = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return field;
}

Result<std::vector<DevicePsk>> parse_psks(std::string_view text) {
  std::vector<DevicePsk> psks;
  if (text == kNothing) return psks;
  if (text.empty() || text.back() == ';') return fail(credentials_errc::damaged, "a device key is missing");
  while (!text.empty()) {
    auto key = take_field(text, ';');
    const auto device = DeviceId::parse(take_field(key, ':'));
    if (!device) return fail(credentials_errc::damaged, "not a device number before a key");
    psks.push_back({*device, std::string{key}});
  }
  return psks;
}

Result<Credential> parse_user(std::string_view line) {
  if (std::count(line.begin(), line.end(), ' ') != 4) {
    return fail(credentials_errc::damaged, "not five fields with one space between them");
  }
  Credential user;
  user.name = take_field(line, ' ');
  const auto role = parse_role(take_field(line, ' '));
  if (!role) return fail(credentials_errc::damaged, "unknown role");
  user.role = *role;
  const auto state = take_field(line, ' ');
  if (state != "enabled" && state != "disabled") {
    return fail(credentials_errc::damaged, "neither enabled nor disabled");
  }
  user.enabled = state == "enabled";
  const auto hash = take_field(line, ' ');
  if (hash.empty()) return fail(credentials_errc::damaged, "no password hash, and no - for none");
  if (hash != kNothing) user.password_hash = hash;
  auto psks = parse_psks(line);
  if (!psks) return fail(psks.error());
  user.psks = std::move(*psks);
  return user;
}

Status add_user(Credentials& users, const Lines& lines, std::string_view line) {
  if (line.size() > limits::kCredentialsLineBytes) return damaged(lines.number(), "longer than 2,048 bytes");
  auto user = parse_user(line);
  if (!user) return damaged(lines.number(), user.error().detail);
  if (users.find(user->name) != nullptr) return damaged(lines.number(), "a user who stands above already");
  if (auto put = users.put(std::move(*user)); !put) {
    if (put.error().code == credentials_errc::too_large) return put;
    return damaged(lines.number(), put.error().message());
  }
  return {};
}

void append_user(std::string& text, const Credential& user) {
  text.append(user.name).append(" ").append(name(user.role));
  text.append(user.enabled ? " enabled " : " disabled ");
  text.append(user.password_hash.empty() ? kNothing : user.password_hash).append(" ");
  if (user.psks.empty()) text.append(kNothing);
  for (const auto& psk : user.psks) {
    if (&psk != &user.psks.front()) text += ';';
    text.append(psk.device.digits()).append(":").append(psk.key_hex);
  }
  text += '\n';
}

}  // namespace

Result<Credentials> parse_credentials(std::string_view text) {
  if (text.size() > limits::kCredentialsFileBytes) {
    return fail(credentials_errc::too_large, "more than 512 MiB");
  }
  Lines lines{text};
  if (lines.next() != kFirstLine) return damaged(1, "must be \"facet-credentials 1\"");
  Credentials users;
  while (const auto line = lines.next()) {
    if (line->starts_with(kLastWord)) {
      if (line->substr(kLastWord.size()) != std::to_string(users.size())) {
        return damaged(lines.number(),
                       "says another number of users than the " + std::to_string(users.size()) + " above it");
      }
      if (!lines.at_end()) return damaged(lines.number() + 1, "something stands behind the end");
      return users;
    }
    if (auto added = add_user(users, lines, *line); !added) return fail(added.error());
  }
  return damaged(lines.number() + 1, "the end is missing, the file is cut; take it from a backup");
}

std::string format_credentials(const Credentials& credentials) {
  std::string text{kFirstLine};
  text += '\n';
  for (const auto* user : credentials.sorted()) append_user(text, *user);
  return text.append(kLastWord).append(std::to_string(credentials.size())).append("\n");
}

}  // namespace facet::door
