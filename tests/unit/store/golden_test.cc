#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "resolver/adapters/rocksdb/records.h"
#include "tests/unit/store/samples.h"

namespace facet::resolver::rocks {
namespace {

using test::at;

std::string golden(const std::string& name) {
  std::ifstream file{std::string{GOLDEN_RECORDS} + "/" + name + ".hex"};
  EXPECT_TRUE(file) << name;
  return test::unhex(std::string{std::istreambuf_iterator<char>{file}, {}});
}

// What version 1 wrote is readable for ever. A later version keeps these tests and files, and adds its own;
// only the second half, that this version writes the same bytes, goes with the version.
template <typename T>
void expect_golden(const std::string& name, const T& value, Result<T> (*decode)(std::string_view),
                   void (*encode)(const T&, std::string&)) {
  const std::string record = golden(name);
  const auto decoded = decode(record);
  ASSERT_TRUE(decoded) << name << ": " << decoded.error().message();
  EXPECT_EQ(*decoded, value) << name;
  if (kRecordVersion == 1) {
    std::string written;
    encode(value, written);
    EXPECT_EQ(test::hex(written), test::hex(record)) << name;
  }
}

TEST(GoldenRecords, Groups) {
  expect_golden("group_v1", test::sample_group(GroupId{}), decode_group_record, encode_group_record);
  GroupState plain;
  plain.name = "Family";
  plain.rank = 1;
  plain.name_revision = Revision{0x0192'3456'789A'0001};
  plain.base_since = kNoTime;
  expect_golden("group_v1_plain", plain, decode_group_record, encode_group_record);
  expect_golden("group_v1_scheduled", test::sample_scheduled_group(GroupId{}), decode_group_record,
                encode_group_record);
  GroupState early = plain;  // from a phone whose clock was ahead
  early.base_revision = early.setting_revision = Revision{0x01A2'3456'789A'0001};
  early.base_since = at(1'795'455'004);
  expect_golden("group_v1_early", early, decode_group_record, encode_group_record);
  plain.automatics.in_call = {Shows::shown, Activity::unset};
  plain.automatics_revision = Revision{0x0192'3456'789A'0002};
  expect_golden("group_v1_automatics", plain, decode_group_record, encode_group_record);
}

TEST(GoldenRecords, Edges) {
  const Revision revision{0x0192'3456'789A'0001};
  expect_golden("edge_v1", Membership{GroupId{}, revision, false, kNoTime}, decode_edge_record,
                encode_edge_record);
  expect_golden("edge_v1_removed", Membership{GroupId{}, revision, true, kNoTime}, decode_edge_record,
                encode_edge_record);
  expect_golden("edge_v1_until", Membership{GroupId{}, revision, false, at(1'795'470'000)},
                decode_edge_record, encode_edge_record);
}

TEST(GoldenRecords, Contacts) {
  expect_golden("contact_v1", test::sample_contact(), decode_contact_record, encode_contact_record);
  ContactState unblocked;
  unblocked.block_revision = Revision{0x0192'3456'789A'0001};
  expect_golden("contact_v1_unblocked", unblocked, decode_contact_record, encode_contact_record);
  expect_golden("contact_v1_follower", test::sample_follower(), decode_contact_record, encode_contact_record);
}

TEST(GoldenRecords, Devices) {
  expect_golden("device_v1", test::sample_device(), decode_device_record, encode_device_record);
  expect_golden("device_v1_connected", test::sample_connected_device(), decode_device_record,
                encode_device_record);
  expect_golden("device_v1_calling", test::sample_calling_device(), decode_device_record,
                encode_device_record);
}

TEST(GoldenRecords, Accounts) {
  expect_golden("account_v1", test::sample_account(), decode_account_record, encode_account_record);
  Account erased;
  erased.erased = Revision{0x0192'3456'789A'0001};
  expect_golden("account_v1_erased", erased, decode_account_record, encode_account_record);
}

TEST(GoldenRecords, Stances) {
  const StanceState state{Stance::muted, Revision{0x0192'3456'789A'0001}};
  expect_golden("stance_v1", state, decode_stance_record, encode_stance_record);
  EXPECT_EQ(decode_standing_record(golden("standing_v1")).value(), Stance::refused);
}

TEST(GoldenRecords, Logs) {
  expect_golden("log_v1", NumberedEntry{201, test::sample_log_entry()}, decode_log_record, encode_log_record);
}

TEST(GoldenRecords, Targets) {
  expect_golden("target_v1_presence", Target{TargetKind::presence, test::kAlice, 0}, decode_target_record,
                encode_target_record);
  expect_golden("target_v1", Target{TargetKind::watcher, test::kAlice, test::kBob.value()},
                decode_target_record, encode_target_record);
}

TEST(GoldenRecords, Numbers) {
  EXPECT_EQ(decode_number_record(Column::meta, golden("number_v1")).value(), 1'795'455'000U);
}

}  // namespace
}  // namespace facet::resolver::rocks
