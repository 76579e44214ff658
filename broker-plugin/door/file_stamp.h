#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <filesystem>

namespace facet::door {

// Tells one state of a file from another: which file it is, how long, and when it was written.
struct FileStamp {
  std::uint64_t inode = 0;
  std::int64_t size = -1;  // -1: there is none
  std::int64_t written_ns = 0;
  bool operator==(const FileStamp&) const = default;

  static FileStamp of(const std::filesystem::path& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) return {};
    constexpr std::int64_t kNanoseconds = 1'000'000'000;
    return {found.st_ino, found.st_size, found.st_mtim.tv_sec * kNanoseconds + found.st_mtim.tv_nsec};
  }
};

}  // namespace facet::door
