#include "client/lib/online_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "client/lib/phone.h"

namespace facet::client {

Result<std::optional<OnlineLock>> OnlineLock::try_take(const std::filesystem::path& dir) {
  const auto path = dir / "online.lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return fail(errc::store, path.string() + ": " + std::system_category().message(errno));
  OnlineLock lock{file};
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return std::optional<OnlineLock>{std::move(lock)};
  if (errno == EWOULDBLOCK) return std::optional<OnlineLock>{};
  return fail(errc::store, path.string() + ": " + std::system_category().message(errno));
}

OnlineLock::OnlineLock(OnlineLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

OnlineLock& OnlineLock::operator=(OnlineLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

OnlineLock::~OnlineLock() {
  if (file_ >= 0) ::close(file_);
}

}  // namespace facet::client
