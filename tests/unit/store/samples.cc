#include "tests/unit/store/samples.h"

#include <gtest/gtest.h>

#include <cctype>

#include "tests/support/memory_store.h"

namespace facet::resolver::test {
Setting sample_setting() {
  return {Activity::driving, "back at 6 \xE2\x98\x95", at(1'795'460'000), at(1'795'455'000)};
}

GroupState sample_group(GroupId id) {
  GroupState group;
  group.id = id;
  group.name = "\xE5\xAE\xB6\xE4\xBA\xBA & friends";
  group.rank = 300;
  group.name_revision = Revision{0x0192'3456'789A'0001};
  group.rank_revision = Revision{0x0192'3456'789B'0002};
  group.erased = Revision{0x0191'0000'0000'0003};
  group.floor = Revision{0x0191'0000'0000'0004};
  group.members_revision = Revision{0x0192'3456'789C'0005};
  group.setting_revision = Revision{0xFFFF'FFFF'FFFF'FFFF};
  group.base_revision = Revision{0x0192'3456'7899'0001};
  group.created = Revision{0x0192'3456'7898'0001};
  group.base_since = to_time(group.base_revision.made_at());
  group.base = {Activity::available, "", kNoTime, at(1'795'450'000)};
  group.temporary = sample_setting();
  return group;
}

GroupState sample_scheduled_group(GroupId id) {
  GroupState group = sample_group(id);
  group.automatics = {{Shows::hidden, Activity::unset}, {Shows::instead, Activity::busy}};
  group.automatics_revision = Revision{0x0192'3456'78A0'0001};
  group.schedule = {{0x1F, 540, 1'050, Activity::meeting, "at work \xE2\x8C\xA8"},
                    {0x7F, 1'380, 420, Activity{63}, ""}};
  group.schedule_revision = Revision{0x0192'3456'78A1'0001};
  group.schedule_since = at(1'795'455'003);
  return group;
}

ContactState sample_contact() {
  ContactState own;
  own.override_setting = Setting{Activity{63}, "only for you", kNoTime, at(1'795'455'001)};
  own.override_revision = Revision{0x0192'3456'789D'0001};
  own.blocked = true;
  own.block_revision = Revision{0x0192'3456'789E'0001};
  own.pin = Pin{at(1'795'455'002), at(1'795'455'000)};
  return own;
}

ContactState sample_follower() {
  ContactState own;
  own.follows_until = at(1'795'541'400);
  own.asked = true;
  return own;
}

Device sample_device() {
  Device device;
  device.state = DeviceState::idle;
  device.reported = Revision{0x0192'3456'789F'0007};
  device.link = LinkState::gone;
  device.session = 1'795'455'000'123'456;
  device.reported_in = 1'795'455'000'123'455;
  device.since = at(1'795'455'100);
  device.present = true;
  device.until = at(1'795'455'130);
  return device;
}

Device sample_connected_device() {
  Device device;
  device.link = LinkState::connected;
  device.session = 17;
  device.since = at(1'795'455'100);
  device.present = true;
  return device;
}

Device sample_calling_device() {
  Device device = sample_connected_device();
  device.state = DeviceState::in_call;
  device.reported = Revision{0x0192'3456'78A2'0009};
  device.gone_at = at(1'795'455'050);
  device.call_since = at(1'795'455'100);
  device.call_until = at(1'795'469'500);
  return device;
}

Account sample_account() {
  Account account;
  account.zone = "Asia/Shanghai";
  account.zone_revision = Revision{0x0192'3456'78A3'0001};
  account.zone_since = at(1'795'455'004);
  account.strangers = Strangers::take;
  account.strangers_revision = Revision{0x0192'3456'78A4'0001};
  account.erased = Revision{0x0192'0000'0000'0001};
  account.erasing = true;
  return account;
}

LogEntry sample_log_entry() {
  return {at(1'795'455'005),
          Cause::status,
          DeviceId{7},
          {{Rule::group, GroupId{4'000'000'000}, Activity::driving, 20'000},
           {Rule::blocked, kOther, Activity::off, 1}}};
}

std::vector<Write> writes_of_schema_2() {
  GroupState other = sample_group(kOther);
  other.name.clear();
  other.temporary.reset();
  ContactState revisions_only;
  revisions_only.block_revision = Revision{77};
  return {
      PutGroup{other},
      PutGroup{sample_group(GroupId{1})},
      PutGroup{sample_group(GroupId{4'000'000'000})},
      PutMembership{kBob, {GroupId{1}, Revision{10}, false, kNoTime}},
      PutMembership{kBob, {GroupId{4'000'000'000}, Revision{11}, false, at(1'795'470'000)}},
      PutMembership{kCarol, {GroupId{1}, Revision{12}, true, kNoTime}},
      PutMembership{UserId{UserId::kMax}, {GroupId{1}, Revision{13}, true, at(1)}},
      PutContact{kBob, sample_contact()},
      PutContact{UserId{1}, revisions_only},
      PutDevice{DeviceId{7}, sample_device()},
      PutDevice{DeviceId{65'535}, sample_connected_device()},
  };
}

std::vector<Write> rich_writes() {
  auto writes = writes_of_schema_2();
  ContactState member_and_follower = sample_contact();
  member_and_follower.follows_until = at(1'795'541'401);
  const std::vector<Write> more{
      PutGroup{sample_scheduled_group(GroupId{4'000'000'000})},
      PutContact{kBob, member_and_follower},
      PutContact{kCarol, sample_follower()},
      PutDevice{DeviceId{9}, sample_calling_device()},
      PutAccount{sample_account()},
      PutStance{kBob, {Stance::accepted, Revision{14}}},
      PutStance{kCarol, {Stance::none, Revision{15}}},
      PutStance{UserId{UserId::kMax}, {Stance::refused, Revision{16}}},
  };
  writes.insert(writes.end(), more.begin(), more.end());
  return writes;
}

void apply_to(Presentity& presentity, const std::vector<Write>& writes) {
  for (const auto& write : writes) testing::apply(write, presentity);
}

void expect_same(const Presentity& stored, const Presentity& expected) {
  EXPECT_EQ(stored.id(), expected.id());
  EXPECT_EQ(stored.groups(), expected.groups());
  EXPECT_EQ(stored.contacts(), expected.contacts());
  EXPECT_EQ(stored.devices(), expected.devices());
  EXPECT_EQ(stored.off(), expected.off());
  EXPECT_EQ(stored.account(), expected.account());
  EXPECT_EQ(stored.stances(), expected.stances());
  EXPECT_EQ(stored.followers(), expected.followers());
  EXPECT_EQ(stored.live_memberships(), expected.live_memberships());
  EXPECT_EQ(stored.remembered_removals(), expected.remembered_removals());
  for (const auto& [id, group] : expected.groups()) {
    EXPECT_EQ(stored.member_count(id), expected.member_count(id));
  }
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string result;
  for (const char byte : bytes) {
    result += kDigits[static_cast<unsigned char>(byte) >> 4];
    result += kDigits[static_cast<unsigned char>(byte) & 0xF];
  }
  return result;
}

std::string unhex(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (std::isxdigit(static_cast<unsigned char>(c)) != 0) digits += c;
  }
  std::string result;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    result += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  return result;
}

}  // namespace facet::resolver::test
