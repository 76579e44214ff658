#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>
#include <random>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/json_view.h"
#include "schemas/limits.h"
#include "tests/unit/schemas/samples.h"
#include "tests/unit/schemas/valid.h"

// Whatever the bytes are: no crash, no value outside the limits. FACET_SEED repeats a run.
namespace facet::test {
namespace {

constexpr int kMutations = 200'000;  // of each sample kind, over all its samples

std::uint64_t seed() {
  const char* given = std::getenv("FACET_SEED");  // NOLINT(concurrency-mt-unsafe): before any thread
  const std::uint64_t value = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "FACET_SEED=" << value << '\n';
  return value;
}

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  Bytes operator()(Bytes payload) {
    for (std::size_t changes = 1 + below(4); changes > 0; --changes) change(payload);
    return payload;
  }

 private:
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void change(Bytes& payload) {
    const std::size_t at = below(payload.size());
    if (payload.empty()) return;
    switch (below(6)) {
      case 0:
        payload[at] = static_cast<char>(below(256));
        break;
      case 1:
        payload[at] = static_cast<char>(payload[at] ^ (1 << below(8)));
        break;
      case 2:
        payload.erase(at, 1 + below(8));
        break;
      case 3:
        payload.insert(at, 1 + below(8), static_cast<char>(below(256)));
        break;
      case 4: {  // a number that hurts
        constexpr std::uint32_t kNumbers[] = {0, 1, 0x7FFF'FFFF, 0x8000'0000, 0xFFFF'FFFF, 0xFFFF, 0x1'0000};
        const std::uint32_t number = kNumbers[below(std::size(kNumbers))];
        for (std::size_t i = 0; i < 4 && at + i < payload.size(); ++i) {
          payload[at + i] = static_cast<char>(number >> (8 * i));
        }
        break;
      }
      default:
        payload.resize(below(payload.size() + 8));
    }
  }

  std::mt19937_64 random_;
};

TEST(Hostile, EveryTruncationIsRefused) {
  for (const auto& sample : samples()) {
    for (std::size_t size = 0; size < sample.payload.size(); ++size) {
      // A copy of exactly that size, for the address sanitizer to see a read beyond it.
      const Bytes cut{sample.payload, 0, size};
      ASSERT_EQ(broken_promise(sample.kind, cut), "") << sample.name << ' ' << size;
      json_view(cut);
    }
  }
}

TEST(Hostile, RandomMutationsNeverYieldAnInvalidValue) {
  Mutator mutate(seed());
  std::map<Kind, int> samples_of;
  for (const auto& sample : samples()) ++samples_of[sample.kind];
  std::map<Kind, int> taken;
  for (const auto& sample : samples()) {
    for (int i = 0; i < kMutations / samples_of[sample.kind]; ++i) {
      const Bytes payload = mutate(sample.payload);
      const std::string broken = broken_promise(sample.kind, payload);
      ASSERT_EQ(broken, "") << sample.name;
      taken[sample.kind] += is_taken(sample.kind, payload) ? 1 : 0;
    }
  }
  for (const auto& [kind, count] : taken) {
    std::cout << "  " << name(kind) << ": " << count << " of " << kMutations << " taken\n";
    EXPECT_GT(count, 0) << "the mutations must reach what is behind the structure";
  }
}

TEST(Hostile, RandomBytesAreRefused) {
  std::mt19937_64 random(seed());
  for (int i = 0; i < 20'000; ++i) {
    Bytes payload(random() % 200, '\0');
    for (char& byte : payload) byte = static_cast<char>(random());
    for (const Kind kind : kKinds) ASSERT_EQ(broken_promise(kind, payload), "");
  }
}

// Mutations of the JSON view's input, which reads with the schema's reflection instead of ours.
TEST(Hostile, TheJsonViewLivesToo) {
  Mutator mutate(seed());
  for (const auto& sample : samples()) {
    for (int i = 0; i < 300; ++i) json_view(mutate(sample.payload));
  }
}

TEST(Hostile, AnyAlignmentWillDo) {
  for (const auto& sample : samples()) {
    for (std::size_t shift = 0; shift < 8; ++shift) {
      const Bytes shifted = Bytes(shift, 'x') + sample.payload;
      EXPECT_EQ(broken_promise(sample.kind, std::string_view{shifted}.substr(shift)), "") << sample.name;
      EXPECT_TRUE(is_taken(sample.kind, std::string_view{shifted}.substr(shift))) << sample.name;
    }
  }
}

}  // namespace
}  // namespace facet::test
