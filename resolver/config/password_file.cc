#include "resolver/config/password_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "resolver/config/config.h"

namespace facet::resolver {
namespace {

constexpr std::size_t kPasswordBytes = 1'024;

class File {
 public:
  explicit File(const std::filesystem::path& path) : fd_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~File() {
    if (fd_ >= 0) ::close(fd_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> unreadable(const std::filesystem::path& path) {
  return fail(config_errc::unreadable, path.string() + ": " + std::generic_category().message(errno));
}

Result<std::string> read_all(int fd, const std::filesystem::path& path) {
  std::string text;
  std::array<char, kPasswordBytes> block{};
  while (text.size() <= kPasswordBytes) {
    const auto count = ::read(fd, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return unreadable(path);
    if (count == 0) break;
    text.append(block.data(), static_cast<std::size_t>(count));
  }
  return text;
}

}  // namespace

Result<std::string> read_password_file(const std::filesystem::path& path) {
  const File file(path);
  if (file.fd() < 0) return unreadable(path);
  struct stat about {};
  if (::fstat(file.fd(), &about) != 0) return unreadable(path);
  if (!S_ISREG(about.st_mode)) return fail(config_errc::unreadable, path.string() + ": not a regular file");
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(config_errc::unsafe_password_file,
                path.string() + ": others may read or change it; run chmod 600 " + path.string());
  }
  auto text = read_all(file.fd(), path);
  if (!text) return text;
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  if (text->empty() || text->size() > kPasswordBytes || text->find('\n') != std::string::npos) {
    return fail(config_errc::out_of_range,
                path.string() + ": must hold the password in one line of 1 to 1024 bytes");
  }
  return text;
}

}  // namespace facet::resolver
