#include "tests/faults/small_disk.h"

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace facet::fault_test {

SmallDisk::SmallDisk(std::filesystem::path folder, std::size_t bytes) : folder_(std::move(folder)) {
  std::filesystem::create_directories(folder_);
  const std::string options = "mode=0700,size=" + std::to_string(bytes);
  if (::mount("tmpfs", folder_.c_str(), "tmpfs", 0, options.c_str()) != 0) {
    why_not_ = std::string{"a small file system cannot be mounted here: "} + std::strerror(errno);
  }
}

SmallDisk::~SmallDisk() {
  // Whoever still has files open there keeps it until then.
  if (why_not_.empty()) ::umount2(folder_.c_str(), MNT_DETACH);
}

void SmallDisk::fill_but(std::size_t bytes) const {
  struct statvfs room {};
  ::statvfs(folder_.c_str(), &room);
  const std::size_t free = room.f_bavail * room.f_frsize;
  const int fd = ::open(filler().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  // Less when somebody else was quicker: full is what it is to be.
  if (free > bytes && ::posix_fallocate(fd, 0, static_cast<off_t>(free - bytes)) != 0) std::perror("filler");
  ::close(fd);
}

void SmallDisk::make_room() const {
  std::error_code ignored;
  std::filesystem::remove(filler(), ignored);
}

}  // namespace facet::fault_test
