#include "client/cli/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "client/cli/exit_code.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const auto written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

Status write_new_file(const std::string& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0 && errno == EEXIST) {
    return fail(errc::unwritable, tr("'{}' is there already; choose another name, or remove it", path));
  }
  if (file < 0) {
    return fail(errc::unwritable, tr("'{}' cannot be written; check the folder and its rights", path));
  }
  const bool good = write_all(file, text) && ::fsync(file) == 0;
  if (::close(file) == 0 && good) return {};
  ::unlink(path.c_str());
  return fail(errc::unwritable, tr("'{}' cannot be written; is the disk full?", path));
}

}  // namespace facet::cli
