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
  encode_group_record(test::sample_scheduled_group(GroupId{1}), group);
  std::string edge;
  encode_edge_record({GroupId{1}, Revision{0x0192'3456'789A'0001}, true, at(1'795'470'000)}, edge);
  std::string contact;
  ContactState own = test::sample_contact();
  own.follows_until = at(1'795'541'400);
  encode_contact_record(own, contact);
  std::string device;
  encode_device_record(test::sample_calling_device(), device);
  std::string account;
  encode_account_record(test::sample_account(), account);
  std::string stance;
  encode_stance_record({Stance::muted, Revision{0x0192'3456'789A'0001}}, stance);
  std::string standing;
  encode_standing_record(Stance::refused, standing);
  std::string entry;
  encode_log_record({201, test::sample_log_entry()}, entry);
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
      {"accounts", account, again(decode_account_record, encode_account_record)},
      {"stances", stance, again(decode_stance_record, encode_stance_record)},
      {"standings", standing, again(decode_standing_record, encode_standing_record)},
      {"log", entry, again(decode_log_record, encode_log_record)},
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
  for (GroupState group : {test::sample_group(GroupId{}), test::sample_scheduled_group(GroupId{})}) {
    EXPECT_EQ(through(group, encode_group_record, decode_group_record), group);
  }
  GroupState group = test::sample_scheduled_group(GroupId{});
  group.temporary.reset();
  group.name.assign(200'000, 'n');
  group.rank = 65'535;
  EXPECT_EQ(through(group, encode_group_record, decode_group_record), group);
  EXPECT_EQ(through(GroupState{}, encode_group_record, decode_group_record), GroupState{});

  for (const Time until : {kNoTime, at(1), at(-1), at(1LL << 40), Time::min(), Time::max()}) {
    const Membership membership{GroupId{}, Revision{9}, until == kNoTime, until};
    EXPECT_EQ(through(membership, encode_edge_record, decode_edge_record), membership);
  }
  for (const ContactState& own : {test::sample_contact(), test::sample_follower(), ContactState{}}) {
    EXPECT_EQ(through(own, encode_contact_record, decode_contact_record), own);
  }
  for (const Device& device :
       {test::sample_device(), test::sample_connected_device(), test::sample_calling_device(), Device{}}) {
    EXPECT_EQ(through(device, encode_device_record, decode_device_record), device);
  }
  EXPECT_EQ(through(test::sample_account(), encode_account_record, decode_account_record),
            test::sample_account());
  for (const Stance stance : {Stance::none, Stance::accepted, Stance::muted, Stance::refused}) {
    const StanceState state{stance, Revision{~0ULL}};
    EXPECT_EQ(through(state, encode_stance_record, decode_stance_record), state);
  }
  for (const NumberedEntry& entry : {NumberedEntry{~0ULL, test::sample_log_entry()}, NumberedEntry{}}) {
    EXPECT_EQ(through(entry, encode_log_record, decode_log_record), entry);
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
  for (std::size_t i = 0; i < 5; ++i) {
    Kind kind = kinds()[i];
    kind.sample[1] = static_cast<char>(kind.sample[1] | 0x80);
    expect_refused(kind, kind.sample);
  }
}

// Each of the fields that schema 3 brought to older records is kept without the others.
TEST(Records, EachAutomaticAndScheduleIsKeptByItself) {
  const GroupState full = test::sample_scheduled_group(GroupId{});
  std::vector<GroupState> groups(8);
  groups[0].automatics.off = full.automatics.off;
  groups[1].automatics.in_call = full.automatics.in_call;
  groups[2].automatics_revision = full.automatics_revision;
  groups[3].schedule = full.schedule;
  groups[4].schedule_revision = full.schedule_revision;
  groups[5].schedule_since = full.schedule_since;
  groups[6].schedule = {{}};
  groups[7].base_since = at(4);
  for (const auto& group : groups) {
    EXPECT_EQ(through(group, encode_group_record, decode_group_record), group);
  }
  std::vector<Device> devices(3);
  devices[0].gone_at = at(1);
  devices[1].call_since = at(2);
  devices[2].call_until = at(3);
  for (const auto& device : devices) {
    EXPECT_EQ(through(device, encode_device_record, decode_device_record), device);
  }
}

TEST(Records, WhatThereIsNotIsDamaged) {
  const auto all = kinds();
  const auto changed = [](Kind kind, std::size_t at, int to) {
    kind.sample[at] = static_cast<char>(to);
    expect_refused(kind, kind.sample);
  };
  changed(all[3], 2, 5);  // a device's state
  changed(all[5], 1, 4);  // a stance
  changed(all[6], 1, 4);
  const auto refused = [&](std::size_t kind, const std::string& record) {
    expect_refused(all[kind], test::unhex(record));
  };
  const std::string no_zone = "010000000000000000000000";
  const std::string no_revisions(32, '0');
  EXPECT_TRUE(all[4].again(test::unhex(no_zone + "02" + no_revisions)));
  refused(4, no_zone + "03" + no_revisions);  // no such Strangers

  EXPECT_TRUE(
      all[7].again(test::unhex("01010006ffff0301"
                               "04ffffffff0f0000")));
  refused(7,
          "01010007ffff0301"
          "04ffffffff0f0000");  // no such cause
  refused(7,
          "0101000680800401"
          "04ffffffff0f0000");  // device 65,536
  refused(7,
          "01010006ffff0301"
          "05ffffffff0f0000");  // no such rule
  refused(7,
          "01010006ffff0301"
          "0480808080100000");  // group 2^32
  refused(7,
          "01010006ffff0301"
          "04ffffffff0f008080808010");  // watchers
}

// An entry of a schedule out of its range would ask the rules for minutes that no day has.
TEST(Records, AScheduleOutsideOfTheWeekIsDamaged) {
  GroupState group;
  std::string record;
  const auto with = [&](ScheduleEntry entry) {
    group.schedule = {entry};
    encode_group_record(group, record);
    return record;
  };
  const Kind groups = kinds()[0];
  EXPECT_TRUE(groups.again(with({0x7F, 1'439, 1'439, Activity::off, ""})));
  expect_refused(groups, with({0x80, 0, 0, Activity::off, ""}));
  expect_refused(groups, with({1, 1'440, 0, Activity::off, ""}));
  expect_refused(groups, with({1, 0, 1'440, Activity::off, ""}));
}

// Nothing is said twice: a part that is there and says nothing, an account without anything, a stance that is
// none among those that are.
TEST(Records, WhatSaysNothingIsNotThere) {
  GroupState group;
  std::string plain;
  encode_group_record(group, plain);
  const auto with = [&](char flag, std::size_t zeros) {
    std::string record = plain;
    record[1] = flag;
    return record + std::string(zeros, '\0');
  };
  const auto all = kinds();
  ASSERT_TRUE(all[0].again(plain));
  expect_refused(all[0], with(2, 12));  // automatics: revision, two of two bytes
  expect_refused(all[0], with(4, 10));  // schedule: revision, since, no entries
  std::string none;
  encode_account_record(Account{}, none);
  expect_refused(all[4], none);
  encode_standing_record(Stance::none, none);
  expect_refused(all[6], none);
}

// A count that was damaged must not make millions of entries out of a few bytes.
TEST(Records, ACountBeyondTheRecordIsDamaged) {
  GroupState group;
  group.schedule_since = at(1);
  std::string record;
  encode_group_record(group, record);
  record.pop_back();
  expect_refused(kinds()[0], record + test::unhex("ffffffffffffffff7f"));
  std::string entry;
  encode_log_record({}, entry);
  entry.pop_back();
  expect_refused(kinds()[7], entry + test::unhex("ffffffffffffffff7f"));
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
