#pragma once

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace facet::fuzz {

// The input as a file that only its owner may read, in memory, for what takes paths.
class FileOf {
 public:
  FileOf(const std::uint8_t* data, std::size_t size) : file_(::memfd_create("input", MFD_CLOEXEC)) {
    if (file_ < 0 || ::fchmod(file_, S_IRUSR | S_IWUSR) != 0) std::abort();
    if (::write(file_, data, size) != static_cast<ssize_t>(size)) std::abort();
  }
  ~FileOf() { ::close(file_); }
  FileOf(const FileOf&) = delete;
  FileOf& operator=(const FileOf&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

inline void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace facet::fuzz
