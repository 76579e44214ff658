#pragma once

#include <chrono>
#include <filesystem>

#include "broker-plugin/credentials/descriptor.h"
#include "schemas/result.h"

namespace facet::admin {

// The right to change a file, for one process at a time: flock(2) on "<file>.lock", which stays there, for
// its removal would let two in. It ends with the object, and with the process however that ends.
class FileLock {
 public:
  // Waits for whoever has it. errc::busy after `limit`, naming the process that holds it;
  // credentials_errc::io when there can be no lock file, also when the folder is not there.
  static Result<FileLock> take(const std::filesystem::path& file, std::chrono::milliseconds limit);

 private:
  explicit FileLock(door::Descriptor lock) : lock_(std::move(lock)) {}
  door::Descriptor lock_;
};

}  // namespace facet::admin
