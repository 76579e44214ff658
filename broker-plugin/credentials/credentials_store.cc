#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/credentials/descriptor.h"

namespace facet::door {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> io(const fs::path& path, int error, const char* next = "") {
  return fail(credentials_errc::io, path.string() + ": " + std::generic_category().message(error) + next);
}

// A new file beside the old one, removed again unless it took its place.
class Replacement {
 public:
  explicit Replacement(const fs::path& target)
      : target_(target), path_(target.string() + ".XXXXXX"), file_(::mkostemp(path_.data(), O_CLOEXEC)) {
    if (!file_) error_ = errno;
  }
  ~Replacement() {
    if (file_ && !in_place_) ::unlink(path_.c_str());
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;

  const Descriptor& file() const { return file_; }
  int error() const { return error_; }  // why there is none

  // 0, or the errno.
  int take_its_place() {
    if (::fsync(file_.get()) != 0 || ::rename(path_.c_str(), target_.c_str()) != 0) return errno;
    in_place_ = true;
    return 0;
  }

 private:
  fs::path target_;
  std::string path_;
  Descriptor file_;
  int error_ = 0;
  bool in_place_ = false;
};

// Owner before mode: the group's rights are not to go to another group even for a moment.
Status keep_access(const Descriptor& file, const fs::path& target) {
  struct stat old {};
  struct stat mine {};
  if (::stat(target.c_str(), &old) != 0) {
    if (errno == ENOENT) return {};
    return io(target, errno);
  }
  if (::fstat(file.get(), &mine) != 0) return io(target, errno);
  if ((old.st_uid != mine.st_uid || old.st_gid != mine.st_gid) &&
      ::fchown(file.get(), old.st_uid, old.st_gid) != 0) {
    return io(target, errno, "; its owner and group could not be kept, run this as root or as its owner");
  }
  if (::fchmod(file.get(), old.st_mode & (S_IRWXU | S_IRWXG)) != 0) return io(target, errno);
  return {};
}

Status sync_folder(const fs::path& target) {
  const auto folder = target.has_parent_path() ? target.parent_path() : fs::path{"."};
  const Descriptor fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!fd || ::fsync(fd.get()) != 0) {
    return io(folder, errno, "; the change is made, but a power failure now could undo it");
  }
  return {};
}

// Where the file really is: a link stays a link.
Result<fs::path> target_of(const fs::path& path) {
  std::error_code error;
  auto target = fs::canonical(path, error);
  if (!error) return target;
  if (error != std::errc::no_such_file_or_directory) return io(path, error.value());
  if (fs::is_symlink(path, error)) {
    return fail(credentials_errc::io, path.string() + ": a link to a file that is not there");
  }
  return path;
}

}  // namespace

Status store_credentials(const fs::path& path, const Credentials& credentials) {
  const auto target = target_of(path);
  if (!target) return fail(target.error());
  Replacement fresh{*target};
  if (!fresh.file()) return io(*target, fresh.error(), "; no new file could be made in that folder");
  if (auto kept = keep_access(fresh.file(), *target); !kept) return kept;
  if (const int error = write_all(fresh.file(), format_credentials(credentials)); error != 0) {
    return io(*target, error, "; nothing is changed");
  }
  if (const int error = fresh.take_its_place(); error != 0) return io(*target, error, "; nothing is changed");
  return sync_folder(*target);
}

}  // namespace facet::door
