#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace facet::fault_test {

// A file system of its own on a folder, as small as the test wants it, that can be filled up. Needs the right
// to mount; why_not() says what was in the way. Gone with the object.
class SmallDisk {
 public:
  SmallDisk(std::filesystem::path folder, std::size_t bytes);
  ~SmallDisk();
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  const std::string& why_not() const { return why_not_; }  // empty: it is there
  // Takes all the room but so many bytes.
  void fill_but(std::size_t bytes) const;
  void make_room() const;

 private:
  std::filesystem::path filler() const { return folder_ / "filler"; }

  const std::filesystem::path folder_;
  std::string why_not_;
};

}  // namespace facet::fault_test
