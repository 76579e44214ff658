#include "broker-plugin/admin/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "broker-plugin/credentials/descriptor.h"
#include "broker-plugin/credentials/errc.h"

namespace facet::admin {
namespace {

using door::credentials_errc;

tl::unexpected<Error> unreadable(const std::filesystem::path& path, int error) {
  return fail(credentials_errc::unreadable, path.string() + ": " + std::generic_category().message(error));
}

}  // namespace

Result<std::string> read_private_file(const std::filesystem::path& path, std::size_t most) {
  const door::Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)};
  struct stat about {};
  if (!file || ::fstat(file.get(), &about) != 0) return unreadable(path, errno);
  if (!S_ISREG(about.st_mode) && !S_ISFIFO(about.st_mode)) {
    return fail(credentials_errc::unreadable, path.string() + ": not a file");
  }
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(credentials_errc::unsafe_mode,
                path.string() + ": others may read or change it; run chmod 600 " + path.string());
  }
  std::string text;
  if (const int error = door::read_up_to(file, most + 1, text); error != 0) return unreadable(path, error);
  if (text.size() > most) {
    return fail(credentials_errc::too_large,
                path.string() + ": more than " + std::to_string(most) + " bytes");
  }
  return text;
}

}  // namespace facet::admin
