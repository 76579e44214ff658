#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <sstream>
#include <system_error>

#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
// Some of its assertions are about the file, not about itself ("[=" is one), and what they guard is told as
// an error by the next line. Input ends no process.
#define TOML_ASSERT(expr) static_assert(true)
// And its test for blanks of other scripts calls a letter of them a place that is never reached (3.3.0),
// where the answer is "no": that header is read with this word meaning just that.
#include <toml++/impl/forward_declarations.h>
#pragma push_macro("TOML_UNREACHABLE")
#undef TOML_UNREACHABLE
#define TOML_UNREACHABLE return false
#include <toml++/impl/unicode.h>
#pragma pop_macro("TOML_UNREACHABLE")
#include <toml++/toml.h>

#include "client/lib/phone.h"

// `<dir>/profile.toml`: TOML, one key a line, readable by its owner only.
namespace facet::client {
namespace {

namespace fs = std::filesystem;

std::string text_of(const Profile& profile) {
  toml::table table{
      {"user", profile.user.digits()}, {"device", profile.device.value()},
      {"region", profile.region},      {"host", profile.host},
      {"port", profile.port},          {"password", profile.password},
  };
  if (!profile.ca_file.empty()) table.insert("ca_file", profile.ca_file);
  std::ostringstream out;
  out << table << '\n';
  return out.str();
}

std::string last_error() {
  return std::strerror(errno);  // NOLINT(concurrency-mt-unsafe): glibc's is
}

Status check(const Profile& profile) {
  if (!profile.user.valid()) return fail(errc::bad_value, "user: 1 to 15 digits, the first not 0");
  if (!profile.device.valid()) return fail(errc::bad_value, "device: 1 to 65535");
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (profile.region.size() != 2 || !upper(profile.region[0]) || !upper(profile.region[1])) {
    return fail(errc::bad_value, "region: two capital letters as in ISO 3166, like CN or DE");
  }
  if (profile.host.empty()) return fail(errc::bad_value, "host: the broker's name or address");
  if (profile.port == 0) return fail(errc::bad_value, "port: 1 to 65535");
  return {};
}

// Written aside and then linked to its name, so that nobody ever reads half a profile or loses an old one.
Status write_new(const fs::path& path, const std::string& text) {
  std::string aside = path.string() + ".XXXXXX";
  const int file = ::mkostemp(aside.data(), O_CLOEXEC);  // mode 0600
  if (file < 0) return fail(errc::bad_profile, path.string() + ": " + last_error());
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool stored = written && ::fsync(file) == 0;
  const bool linked = stored && ::link(aside.c_str(), path.c_str()) == 0;
  const int why = errno;
  ::close(file);
  ::unlink(aside.c_str());
  if (linked) return {};
  if (why == EEXIST) {
    return fail(errc::profile_exists, path.string() + "; remove it to start anew, or use another folder");
  }
  return fail(errc::bad_profile, path.string() + ": " + std::system_category().message(why));
}

Status check_private(const fs::path& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) {
    if (errno == ENOENT) return fail(errc::no_profile, path.string() + "; make one with `facet init`");
    return fail(errc::bad_profile, path.string() + ": " + last_error());
  }
  if ((info.st_mode & 077U) == 0) return {};
  return fail(errc::bad_profile, path.string() + " holds the password and others may read it; `chmod 600 " +
                                     path.string() + "`, and change the password if somebody did");
}

tl::unexpected<Error> wrong_field(const fs::path& path, const Error& error) {
  return fail(errc::bad_profile, path.string() + ": " + error.detail);
}

}  // namespace

Status create_profile(const fs::path& dir, const Profile& profile) {
  if (auto good = check(profile); !good) return good;
  std::error_code wrong;
  const bool made = fs::create_directories(dir, wrong);
  if (!wrong && made) fs::permissions(dir, fs::perms::owner_all, wrong);
  if (wrong) return fail(errc::bad_profile, dir.string() + ": " + wrong.message());
  return write_new(dir / "profile.toml", text_of(profile));
}

Result<Profile> load_profile(const fs::path& dir) {
  const auto path = dir / "profile.toml";
  if (auto good = check_private(path); !good) return fail(good.error());
  const auto parsed = toml::parse_file(path.string());
  if (!parsed) {
    std::ostringstream where;
    where << path.string() << ": " << parsed.error().description() << " at " << parsed.error().source().begin;
    return fail(errc::bad_profile, where.str());
  }
  const auto& table = parsed.table();
  Profile profile;
  profile.user = UserId::parse(table["user"].value_or(std::string_view{})).value_or(UserId{});
  const auto device = table["device"].value_or(std::int64_t{0});
  if (device > 0 && device <= 0xFFFF) profile.device = DeviceId{static_cast<std::uint16_t>(device)};
  profile.region = table["region"].value_or(std::string{});
  profile.host = table["host"].value_or(profile.host);
  const auto port = table["port"].value_or(std::int64_t{profile.port});
  profile.port = port > 0 && port <= 0xFFFF ? static_cast<std::uint16_t>(port) : std::uint16_t{0};
  profile.password = table["password"].value_or(std::string{});
  profile.ca_file = table["ca_file"].value_or(std::string{});
  if (auto good = check(profile); !good) return wrong_field(path, good.error());
  return profile;
}

}  // namespace facet::client
