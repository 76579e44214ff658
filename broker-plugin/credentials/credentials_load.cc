#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/credentials/descriptor.h"
#include "schemas/limits.h"

namespace facet::door {
namespace {

tl::unexpected<Error> unreadable(const std::filesystem::path& path, int error) {
  return fail(credentials_errc::unreadable, path.string() + ": " + std::generic_category().message(error));
}

Status check_file(const Descriptor& file, const std::filesystem::path& path) {
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return unreadable(path, errno);
  if (!S_ISREG(about.st_mode))
    return fail(credentials_errc::unreadable, path.string() + ": not a regular file");
  if ((about.st_mode & S_IRWXO) != 0) {
    return fail(credentials_errc::unsafe_mode,
                path.string() + ": everybody on this machine may use it; run chmod o= " + path.string());
  }
  if (about.st_size > static_cast<off_t>(limits::kCredentialsFileBytes)) {
    return fail(credentials_errc::too_large, path.string() + ": more than 512 MiB");
  }
  return {};
}

}  // namespace

Result<Credentials> load_credentials(const std::filesystem::path& path) {
  // O_NONBLOCK: opening a pipe would wait for its writer for ever.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)};
  if (!file) return unreadable(path, errno);
  if (auto safe = check_file(file, path); !safe) return fail(safe.error());
  std::string text;
  if (const int error = read_up_to(file, limits::kCredentialsFileBytes + 1, text); error != 0) {
    return unreadable(path, error);
  }
  auto users = parse_credentials(text);
  if (!users) return fail(Error{users.error().code, path.string() + ": " + users.error().detail});
  return users;
}

}  // namespace facet::door
