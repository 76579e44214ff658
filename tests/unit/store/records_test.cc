#include "resolver/adapters/rocksdb/records.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <limits>
#include <random>

#include "resolver/ports/store.h"
#include "tests/unit/store/samples.h"

namespace facet::resolver::rocks {
namespace {

using test::at;

// Decodes and encodes again: what a record's bytes say, in bytes.
using Again = std::function<Result<std::string>(std::string_view)>;

template <typename Decode, typename Encode>
Again again(Decode decode, Encode encode) {
  return [=](std::string_view record) -> Result<std::string> {
    const auto value = decode(record);
    if (!value) return tl::unexpected(value.error());
    std::string out = "what stood there before";
    encode(*value, out);
    return out;
  };
}

struct Kind {
  const char* column;
  std::string sample;
  Again again;
};

std::vector<Kind> kinds() {
  std::string group;
  encode_group_record(test::sample_group(GroupId{1}), group);
  std::string edge;
  encode_edge_record({GroupId{1}, Revision{0x0192'3456'789A'0001}, true, at(1'795'470'000)}, edge);
  std::string contact;
  encode_contact_record(test::sample_contact(), contact);
  std::string device;
  encode_device_record(test::sample_device(), device);
  std::string target;
  encode_target_record({TargetKind::watcher, test::kAlice, test::kBob.value()}, target);
  std::string number;
  encode_number_record(std::numeric_limits<std::uint64_t>::max(), number);
  const auto decode_number = [](std::string_view record) {
    return decode_number_record(Column::outbox, record);
  };
  return {
      {"groups", group, again(decode_group_record, encode_group_record)},
      {"edges", edge, again(decode_edge_record, encode_edge_record)},
      {"contacts", contact, again(decode_contact_record, encode_contact_record)},
      {"devices", device, again(decode_device_record, encode_device_record)},
      {"journal", target, again(decode_target_record, encode_target_record)},
      {"outbox", number, again(decode_number, encode_number_record)},
  };
}

void expect_refused(const Kind& kind, std::string_view record) {
  const auto result = kind.again(record);
  ASSERT_FALSE(result) << kind.column << ' ' << test::hex(record);
  EXPECT_EQ(result.error().code, store_errc::damaged);
  EXPECT_NE(result.error().detail.find(kind.column), std::string::npos) << result.error().detail;
}

template <typename T>
T through(const T& value, void (*encode)(const T&, std::string&), Result<T> (*decode)(std::string_view)) {
  std::string record;
  encode(value, record);
  return decode(record).value();
}

TEST(Records, ARecordSaysWhatWasPutIntoIt) {
  GroupState group = test::sample_group(GroupId{});
  EXPECT_EQ(through(group, encode_group_record, decode_group_record), group);
  group.temporary.reset();
  group.name.assign(200'000, 'n');
  group.rank = 65'535;
  EXPECT_EQ(through(group, encode_group_record, decode_group_record), group);
  EXPECT_EQ(through(GroupState{}, encode_group_record, decode_group_record), GroupState{});

  for (const Time until : {kNoTime, at(1), at(-1), at(1LL << 40), Time::min(), Time::max()}) {
    const Membership membership{GroupId{}, Revision{9}, until == kNoTime, until};
    EXPECT_EQ(through(membership, encode_edge_record, decode_edge_record), membership);
  }
  EXPECT_EQ(through(test::sample_contact(), encode_contact_record, decode_contact_record),
            test::sample_contact());
  EXPECT_EQ(through(ContactState{}, encode_contact_record, decode_contact_record), ContactState{});
  for (const Device& device : {test::sample_device(), test::sample_connected_device(), Device{}}) {
    EXPECT_EQ(through(device, encode_device_record, decode_device_record), device);
  }
  for (const std::uint64_t number : {0ULL, 127ULL, 128ULL, 1ULL << 63, ~0ULL}) {
    std::string record;
    encode_number_record(number, record);
    EXPECT_EQ(decode_number_record(Column::meta, record).value(), number);
  }
}

// A member for good, of whom there are the most: version, flags and revision.
TEST(Records, AnEdgeTakesTenBytes) {
  std::string record;
  encode_edge_record({GroupId{1}, Revision{~0ULL}, false, kNoTime}, record);
  EXPECT_EQ(record.size(), 10U);
}

TEST(Records, AnythingShorterIsDamaged) {
  for (const auto& kind : kinds()) {
    for (std::size_t size = 0; size < kind.sample.size(); ++size)
      expect_refused(kind, kind.sample.substr(0, size));
  }
}

TEST(Records, AnythingLongerIsDamaged) {
  for (const auto& kind : kinds()) {
    expect_refused(kind, kind.sample + '\0');
    expect_refused(kind, kind.sample + kind.sample);
  }
}

TEST(Records, ANewerVersionIsNotCalledDamaged) {
  for (auto& kind : kinds()) {
    for (const int version : {2, 3, 255}) {
      kind.sample.front() = static_cast<char>(version);
      const auto result = kind.again(kind.sample);
      ASSERT_FALSE(result);
      EXPECT_EQ(result.error().code, store_errc::newer_schema);
      EXPECT_NE(result.error().detail.find(kind.column), std::string::npos);
    }
    kind.sample.front() = 0;
    expect_refused(kind, kind.sample);
  }
}

TEST(Records, UnknownFlagsAreDamaged) {
  for (std::size_t i = 0; i < 4; ++i) {
    Kind kind = kinds()[i];
    kind.sample[1] = static_cast<char>(kind.sample[1] | 0x80);
    expect_refused(kind, kind.sample);
  }
}

TEST(Records, ADeviceInAStateThatThereIsNotIsDamaged) {
  Kind device = kinds()[3];
  device.sample[2] = 5;
  expect_refused(device, device.sample);
}

// One spelling for each number: neither longer than it must be, nor above 64 bits.
TEST(Records, ANumberHasOneSpelling) {
  const Kind number = kinds().back();
  for (const char* record :
       {"018000", "01ff00", "01ffffffffffffffffff02", "0180808080808080808080", "0180"}) {
    expect_refused(number, test::unhex(record));
  }
}

TEST(Records, AnErrorNeverHoldsWhatTheRecordHolds) {
  std::string target;
  encode_target_record({TargetKind::watcher, test::kAlice, test::kBob.value()}, target);
  target[1] = 99;
  const auto result = decode_target_record(target);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message().find("138"), std::string::npos);
  EXPECT_EQ(result.error().message().find_first_of("0123456789"), std::string::npos);
}

std::string mutate(std::string record, std::mt19937_64& random) {
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  const auto any = [&] { return static_cast<char>(random()); };
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
    if (record.empty()) return record;
    const std::size_t place = below(record.size());
    switch (below(5)) {
      case 0:
        record[place] = any();
        break;
      case 1:
        record[place] = static_cast<char>(record[place] ^ 1 << below(8));
        break;
      case 2:
        record.insert(place, 1, any());
        break;
      case 3:
        record.erase(place, 1 + below(8));
        break;
      default:
        record.insert(place, record.substr(below(record.size()), below(16)));
    }
  }
  return record;
}

// Whatever is changed, it is refused, or it is exactly what the changed bytes say.
TEST(Records, AHundredThousandRandomChangesAreRefusedOrReadAsTheyStand) {
  const char* given = std::getenv("FACET_TEST_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "FACET_TEST_SEED=" << seed << '\n';
  std::mt19937_64 random{seed};
  const auto all = kinds();
  std::size_t read = 0;
  for (int i = 0; i < 100'000; ++i) {
    const auto& kind = all[random() % all.size()];
    const std::string record = mutate(kind.sample, random);
    const auto result = kind.again(record);
    if (result) {
      ++read;
      ASSERT_EQ(test::hex(*result), test::hex(record)) << kind.column;
    } else {
      ASSERT_TRUE(result.error().code == store_errc::damaged ||
                  result.error().code == store_errc::newer_schema);
    }
  }
  EXPECT_GT(read, 0U) << "changes of free bytes are readable: the test must have met some";
  EXPECT_LT(read, 100'000U);
}

}  // namespace
}  // namespace facet::resolver::rocks
