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

TEST(WellFormed, EachKindOfMessageThatIsRightPasses) {
  EXPECT_FALSE(fault_of(UpKind::status, kStatus, 1, false));
  EXPECT_FALSE(fault_of(UpKind::device, kReport, 1, false));
  EXPECT_FALSE(fault_of(UpKind::ask, kAsk, 1, false));
  EXPECT_FALSE(fault_of(UpKind::groups, kGroups, 1, false));
}

TEST(WellFormed, RetainedIsAFaultAndNamesTheRequest) {
  const auto fault = fault_of(UpKind::status, kStatus, 1, true);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->reason, Reason::bad_value);
  EXPECT_EQ(fault->limit, "retain");
  EXPECT_EQ(fault->request, 42U);
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
