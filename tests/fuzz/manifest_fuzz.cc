#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "resolver/backup/manifest.h"

// The list of a backup's files. What is taken is written again byte for byte, and no name leads out of the
// folder.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto manifest = facet::resolver::read_manifest(text);
  if (!manifest) return 0;
  if (facet::resolver::write_manifest(*manifest) != text) std::abort();
  for (const auto& file : manifest->files) {
    if (file.name.empty() || file.name.front() == '.' || file.name.find('/') != std::string::npos)
      std::abort();
  }
  return 0;
}
