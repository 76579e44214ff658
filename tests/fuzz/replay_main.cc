#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

// In place of libFuzzer's main, for every compiler and without instrumentation: gives a target each file of
// the folders that are named. What the fuzzers found once, and whatever shows a target its formats, is tried
// with each run of the tests.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::uint8_t> bytes_of(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

int replay(const std::filesystem::path& folder) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator{folder}) {
    const auto bytes = bytes_of(entry.path());
    std::printf("%s\n", entry.path().c_str());  // the last one printed is what ended it
    std::fflush(stdout);
    LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
    ++count;
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    for (int i = 1; i < argc; ++i) {
      if (replay(argv[i]) == 0) return 1;  // a corpus that is empty tries nothing
    }
    return argc > 1 ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}
