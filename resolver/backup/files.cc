#include "resolver/backup/files.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <functional>
#include <vector>

#include "resolver/backup/errc.h"

namespace facet::resolver {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kBlock = std::size_t{1} << 20;

tl::unexpected<Error> refused(const char* what, const fs::path& path, int error) {
  return fail(backup_errc::io,
              std::string{what} + " '" + path.string() + "': " + std::generic_category().message(error));
}

// Closed with the object; -1: could not be opened, errno says why.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  explicit operator bool() const { return number_ >= 0; }
  int get() const { return number_; }

 private:
  int number_;
};

class Hash {
 public:
  Hash() { crypto_generichash_init(&state_, nullptr, 0, kHashBytes); }
  void add(const char* bytes, std::size_t size) {
    crypto_generichash_update(&state_, reinterpret_cast<const unsigned char*>(bytes), size);
  }
  std::string hex() {
    std::array<unsigned char, kHashBytes> hash{};
    crypto_generichash_final(&state_, hash.data(), hash.size());
    std::string text(2 * kHashBytes + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), hash.data(), hash.size());
    text.pop_back();
    return text;
  }

 private:
  crypto_generichash_state state_{};
};

using Take = std::function<Status(const char* bytes, std::size_t size)>;

// No link is followed: the folder may be somebody else's.
Status read_file(const fs::path& file, const Take& take) {
  const Descriptor in{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  if (!in) return refused("cannot read", file, errno);
  struct stat about {};
  if (::fstat(in.get(), &about) != 0) return refused("cannot read", file, errno);
  if (!S_ISREG(about.st_mode)) return fail(backup_errc::io, "'" + file.string() + "' is not a file");
  std::vector<char> block(kBlock);
  for (;;) {
    const ssize_t got = ::read(in.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return refused("cannot read", file, errno);
    if (got == 0) return {};
    if (auto taken = take(block.data(), static_cast<std::size_t>(got)); !taken) return taken;
  }
}

Status write_all(const Descriptor& out, const fs::path& file, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t put = ::write(out.get(), bytes, size);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return refused("cannot write", file, errno);
    bytes += put, size -= static_cast<std::size_t>(put);
  }
  return {};
}

int create(const fs::path& file) {
  return ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
}

Status sync(const Descriptor& out, const fs::path& file) {
  if (::fsync(out.get()) != 0) return refused("cannot bring to the disk", file, errno);
  return {};
}

}  // namespace

Result<std::string> hash_file(const fs::path& file) {
  Hash hash;
  const auto done = read_file(file, [&](const char* bytes, std::size_t size) -> Status {
    hash.add(bytes, size);
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return hash.hex();
}

std::string hash_text(const std::string& text) {
  Hash hash;
  hash.add(text.data(), text.size());
  return hash.hex();
}

Result<std::string> copy_new_file(const fs::path& from, const fs::path& to) {
  const Descriptor out{create(to)};
  if (!out) return refused("cannot make", to, errno);
  Hash hash;
  const auto done = read_file(from, [&](const char* bytes, std::size_t size) -> Status {
    hash.add(bytes, size);
    return write_all(out, to, bytes, size);
  });
  if (!done) return tl::unexpected(done.error());
  if (auto synced = sync(out, to); !synced) return tl::unexpected(synced.error());
  return hash.hex();
}

Status write_new_file(const fs::path& file, const std::string& text) {
  const Descriptor out{create(file)};
  if (!out) return refused("cannot make", file, errno);
  if (auto written = write_all(out, file, text.data(), text.size()); !written) return written;
  return sync(out, file);
}

Result<std::string> read_small_file(const fs::path& file, std::size_t most) {
  std::string text;
  const auto done = read_file(file, [&](const char* bytes, std::size_t size) -> Status {
    if (text.size() + size > most) return fail(backup_errc::io, "'" + file.string() + "' is too large");
    text.append(bytes, size);
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return text;
}

Status make_private_folder(const fs::path& dir) {
  if (::mkdir(dir.c_str(), S_IRWXU) != 0) return refused("cannot make the folder", dir, errno);
  return sync_folder(dir.has_parent_path() ? dir.parent_path() : fs::path{"."});
}

Status sync_folder(const fs::path& dir) {
  const Descriptor opened{::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!opened) return refused("cannot open the folder", dir, errno);
  return sync(opened, dir);
}

Result<bool> is_free(const fs::path& dir) {
  std::error_code error;
  const auto status = fs::symlink_status(dir, error);
  if (status.type() == fs::file_type::not_found) return true;
  if (error) return refused("cannot look at", dir, error.value());
  if (!fs::is_directory(dir, error)) return false;
  const bool empty = fs::is_empty(dir, error);
  if (error) return refused("cannot look into", dir, error.value());
  return empty;
}

Status give_to_owner_of(const fs::path& dir) {
  if (::geteuid() != 0) return {};
  struct stat about {};
  if (::stat(dir.c_str(), &about) != 0) return refused("cannot look at", dir, errno);
  std::error_code error;
  fs::directory_iterator entry{dir, error};
  for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    if (::lchown(entry->path().c_str(), about.st_uid, about.st_gid) != 0) {
      return refused("cannot give to its owner", entry->path(), errno);
    }
  }
  if (error) return refused("cannot look into", dir, error.value());
  return {};
}

}  // namespace facet::resolver
