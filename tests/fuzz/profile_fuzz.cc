#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "client/lib/phone.h"
#include "tests/fuzz/file_of.h"
#include "tests/support/temp_dir.h"

// profile.toml of the `facet` command. What is taken can be a phone.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using facet::fuzz::require;
  static const facet::testing_support::TempDir folder;
  const facet::fuzz::FileOf file{data, size};
  const auto name = folder.path() / "profile.toml";
  std::error_code ignored;
  std::filesystem::remove(name, ignored);
  std::filesystem::create_symlink(file.path(), name);
  const auto profile = facet::client::load_profile(folder.path());
  if (!profile) {
    require(!profile.error().message().empty());
    return 0;
  }
  require(profile->user.valid() && profile->device.valid());
  require(profile->region.size() == 2 && !profile->host.empty() && profile->port != 0);
  return 0;
}
