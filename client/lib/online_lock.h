#pragma once

#include <filesystem>
#include <optional>

#include "schemas/result.h"

namespace facet::client {

// Held by the one process (or thread) of a profile that is online; given back by the destructor, and by the
// kernel when the process dies.
class OnlineLock {
 public:
  // nullopt: somebody else holds it. errc::store: `<dir>/online.lock` cannot be used.
  static Result<std::optional<OnlineLock>> try_take(const std::filesystem::path& dir);

  OnlineLock(OnlineLock&& other) noexcept;
  OnlineLock& operator=(OnlineLock&& other) noexcept;
  ~OnlineLock();

 private:
  explicit OnlineLock(int file) : file_(file) {}
  int file_;
};

}  // namespace facet::client
