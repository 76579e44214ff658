#include "resolver/config/password_file.h"
#include "tests/fuzz/file_of.h"

// The resolver's password: one line, or refused without a word of what stands there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using facet::fuzz::require;
  const facet::fuzz::FileOf file{data, size};
  const auto password = facet::resolver::read_password_file(file.path());
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (!password) {
    require(size < 8 || password.error().message().find(text) == std::string::npos);
    return 0;
  }
  require(!password->empty() && password->size() <= 1024);
  require(password->find('\n') == std::string::npos && text.starts_with(*password));
  return 0;
}
