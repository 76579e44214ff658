#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace facet::door {

// A file descriptor of ours, closed with the object; -1 is none.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : fd_(other.fd_) { other.fd_ = -1; }
  Descriptor& operator=(Descriptor&&) = delete;

  explicit operator bool() const { return fd_ >= 0; }
  int get() const { return fd_; }

 private:
  int fd_;
};

// Appends what can be read, `most` bytes at the most. 0, or the errno.
int read_up_to(const Descriptor& file, std::size_t most, std::string& text);
// All of it. 0, or the errno.
int write_all(const Descriptor& file, std::string_view text);

}  // namespace facet::door
