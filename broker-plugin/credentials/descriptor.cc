#include "broker-plugin/credentials/descriptor.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace facet::door {

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int read_up_to(const Descriptor& file, std::size_t most, std::string& text) {
  std::array<char, 65'536> block;  // NOLINT(*-member-init): filled by read()
  while (most > 0) {
    const auto count = ::read(file.get(), block.data(), std::min(most, block.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    if (count == 0) break;
    text.append(block.data(), static_cast<std::size_t>(count));
    most -= static_cast<std::size_t>(count);
  }
  return 0;
}

int write_all(const Descriptor& file, std::string_view text) {
  while (!text.empty()) {
    const auto count = ::write(file.get(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return 0;
}

}  // namespace facet::door
