#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace facet::simulation {

// For the phones' stores: in memory where the machine has such a place, because each write is synced. Removed
// with everything in it.
class Folder {
 public:
  Folder() {
    const std::filesystem::path memory{"/dev/shm"};
    std::error_code none;
    const bool there = std::filesystem::is_directory(memory, none);
    std::string pattern =
        (there ? memory : std::filesystem::temp_directory_path()) / "facet-simulation-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) std::abort();
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace facet::simulation
