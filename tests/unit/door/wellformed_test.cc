#include "broker-plugin/door/wellformed.h"

#include <gtest/gtest.h>

#include "schemas/encode.h"
#include "schemas/limits.h"

namespace facet::door {
namespace {

using topics::UpKind;

const Bytes kStatus =
    encode(StatusEdit{Revision{42}, {{GroupId{1}, {Activity::busy, "", kNoTime, kNoTime}}}, {}, {}, {}});
const Bytes kReport = encode(DeviceReport{Revision{43}, DeviceState::idle});
const Bytes kAsk = encode(StatusRequest{44, {UserId{8613800138001}}});
const Bytes kGroups = encode(GroupsEdit{
    Revision{45},
    {{.group = GroupId{1}, .name = "Family", .rank = {}, .add = {UserId{8613800138001}}, .remove = {}}}});
const Bytes kWatch = encode(WatchEdit{.revision = Revision{46}, .mute = {UserId{8613800138001}}});
const Bytes kAccount = encode(AccountEdit{Revision{47}, UserId{8613800138000}});
const Bytes kQuery = encode(Query{48, QueryKind::watchers, {}, 0});

struct Right {
  UpKind kind;
  const Bytes* payload;
  std::uint64_t request;
};
const Right kRight[] = {{UpKind::status, &kStatus, 42}, {UpKind::device, &kReport, 43},
                        {UpKind::ask, &kAsk, 44},       {UpKind::groups, &kGroups, 45},
                        {UpKind::watch, &kWatch, 46},   {UpKind::account, &kAccount, 47},
                        {UpKind::query, &kQuery, 48}};

TEST(WellFormed, EachKindOfMessageThatIsRightPasses) {
  ASSERT_EQ(std::size(kRight), std::size(topics::kUpKinds));
  for (const auto& [kind, payload, request] : kRight) {
    EXPECT_FALSE(fault_of(kind, *payload, 1, false)) << topics::name(kind);
  }
}

TEST(WellFormed, OneKindOnAnothersTopicIsAFault) {
  for (const auto& [kind, payload, request] : kRight) {
    for (const UpKind other : topics::kUpKinds) {
      if (other == kind) continue;
      const auto fault = fault_of(other, *payload, 1, false);
      ASSERT_TRUE(fault) << topics::name(kind) << " on " << topics::name(other);
      EXPECT_EQ(fault->reason, Reason::wrong_kind);
    }
  }
}

TEST(WellFormed, RetainedIsAFaultAndNamesTheRequest) {
  for (const auto& [kind, payload, request] : kRight) {
    const auto fault = fault_of(kind, *payload, 1, true);
    ASSERT_TRUE(fault) << topics::name(kind);
    EXPECT_EQ(fault->reason, Reason::bad_value);
    EXPECT_EQ(fault->limit, "retain");
    EXPECT_EQ(fault->request, request);
  }
}

// What a person says must name what is wrong, and which message it was.
TEST(WellFormed, WhatContradictsItselfIsAFaultAndNamesTheRequest) {
  const UserId bob{8613800138001};
  const auto both = fault_of(
      UpKind::watch, encode(WatchEdit{.revision = Revision{50}, .accept = {bob}, .mute = {bob}}), 1, false);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->limit, "same_contact_twice");
  EXPECT_EQ(both->request, 50U);
  const auto nobody = fault_of(UpKind::account, encode(AccountEdit{Revision{51}, UserId{}}), 1, false);
  ASSERT_TRUE(nobody);
  EXPECT_EQ(nobody->limit, "erase");
  EXPECT_EQ(nobody->request, 51U);
  const auto nothing = fault_of(UpKind::query, encode(Query{52, QueryKind::unset, {}, 0}), 1, false);
  ASSERT_TRUE(nothing);
  EXPECT_EQ(nothing->limit, "kind");
  EXPECT_EQ(nothing->request, 52U);
}

TEST(WellFormed, EveryQosButOneIsAFault) {
  for (const int qos : {0, 2}) {
    const auto fault = fault_of(UpKind::ask, kAsk, qos, false);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->limit, "qos");
    EXPECT_EQ(fault->request, 44U);
  }
}

TEST(WellFormed, NothingRubbishAnotherKindAndTooMuchAreFaults) {
  EXPECT_EQ(fault_of(UpKind::status, "", 1, false)->reason, Reason::malformed);
  EXPECT_EQ(fault_of(UpKind::status, "rubbish rubbish", 1, false)->reason, Reason::malformed);
  EXPECT_EQ(fault_of(UpKind::status, kStatus.substr(0, kStatus.size() - 4), 1, false)->reason,
            Reason::malformed);
  EXPECT_EQ(fault_of(UpKind::status, kReport, 1, false)->reason, Reason::wrong_kind);
  EXPECT_EQ(fault_of(UpKind::groups, Bytes(limits::kUpPayloadBytes + 1, 'x'), 1, false)->reason,
            Reason::too_large);
}

}  // namespace
}  // namespace facet::door
