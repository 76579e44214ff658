#include <gtest/gtest.h>

#include "client/cli/decode_line.h"
#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using nlohmann::json;
using test::Bench;

const UserId kAnna{8613800138000};
const UserId kBob{4915112345678};
const DeviceId kPhone{7};
const Time kThen = test::at("2026-11-23T12:00");

std::string hex(const Bytes& bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) text += {kDigits[byte >> 4], kDigits[byte & 15]};
  return text;
}

std::string line(const topics::Topic& topic, const Bytes& payload) {
  return topics::build(topic) + " " + hex(payload);
}

const View kView{Activity::driving, "on the A9", kThen, kThen + std::chrono::hours{1}};

struct Case {
  std::string line;
  const char* expected;
};

TEST(Decode, NamesKindIdsAndFieldsOfEveryTopic) {
  const Revision revision{99};
  const Case cases[] = {
      {line(topics::In{kBob, kAnna}, encode(kView)),
       R"({"topic":"facet/v1/in/4915112345678/8613800138000","kind":"view","watcher":"4915112345678",
           "presentity":"8613800138000","payload":{"activity":"driving","changed_at":1795435200,
           "until":1795438800,"note":"on the A9"}})"},
      {line(topics::Up{kAnna, kPhone, topics::UpKind::device},
            encode(DeviceReport{revision, DeviceState::idle})),
       R"({"topic":"facet/v1/up/8613800138000/7/device","kind":"device_report","user":"8613800138000",
           "device":"7","payload":{"revision":99,"state":"idle"}})"},
      {line(topics::Up{kAnna, kPhone, topics::UpKind::ask}, encode(StatusRequest{5, {kBob}})),
       R"({"topic":"facet/v1/up/8613800138000/7/ask","kind":"status_request","user":"8613800138000",
           "device":"7","payload":{"correlation":5,"presentities":[4915112345678]}})"},
      {line(topics::Up{kAnna, kPhone, topics::UpKind::watch},
            encode(WatchEdit{.revision = revision, .mute = {kBob}, .strangers = Strangers::hold})),
       R"({"topic":"facet/v1/up/8613800138000/7/watch","kind":"watch_edit","user":"8613800138000",
           "device":"7","payload":{"revision":99,"mute":[4915112345678],"strangers":"hold"}})"},
      {line(topics::Up{kAnna, kPhone, topics::UpKind::account}, encode(AccountEdit{revision, kAnna})),
       R"({"topic":"facet/v1/up/8613800138000/7/account","kind":"account_edit","user":"8613800138000",
           "device":"7","payload":{"revision":99,"erase":8613800138000}})"},
      {line(topics::Up{kAnna, kPhone, topics::UpKind::query}, encode(Query{5, QueryKind::view_as, kBob, 0})),
       R"({"topic":"facet/v1/up/8613800138000/7/query","kind":"query","user":"8613800138000",
           "device":"7","payload":{"correlation":5,"kind":"view_as","subject":4915112345678}})"},
      {line(topics::Re{kAnna, kPhone},
            encode(Receipt{99, Outcome::accepted, Reason::none, "", 0, revision, {}})),
       R"({"topic":"facet/v1/re/8613800138000/7","kind":"receipt","user":"8613800138000","device":"7",
           "payload":{"request":99,"outcome":"accepted","revision":99}})"},
      {line(topics::Link{kAnna, kPhone}, encode(Link{LinkState::gone, 3})),
       R"({"topic":"facet/v1/link/8613800138000/7","kind":"link","user":"8613800138000","device":"7",
           "payload":{"state":"gone","session":3}})"},
      {line(topics::OwnMembers{kAnna, GroupId{4}}, encode(OwnMembers{revision, {kBob}})),
       R"({"topic":"facet/v1/own/8613800138000/4/members","kind":"own_members","user":"8613800138000",
           "group":"4","payload":{"revision":99,"members":[4915112345678]}})"},
  };
  for (const auto& [typed, expected] : cases) {
    const json want = json::parse(expected);
    const json got = json::parse(decode_line(typed));
    EXPECT_EQ(got.value("kind", ""), want["kind"]) << typed;
    EXPECT_EQ(got, want) << got.dump(1);
  }
}

// What a Query is answered: pages of what is seen, what changed, and who shows something.
TEST(Decode, ShowsTheRowsOfAReceipt) {
  Receipt receipt{5, Outcome::accepted, Reason::none, "", 0, {}, {}};
  receipt.seen = {{kBob, kView, Rule::group, GroupId{4}, Overlay::in_call}};
  receipt.log = {{kThen, Cause::status, kPhone, {{Rule::other, kOther, Activity::busy, 3}}}};
  receipt.sources = {{kBob, Stance::muted, true, false}};
  receipt.next = 77;
  const json payload = json::parse(decode_line(line(topics::Re{kAnna, kPhone}, encode(receipt))))["payload"];
  EXPECT_EQ(payload["seen"], json::parse(R"([{"watcher":4915112345678,"view":{"activity":"driving",
      "changed_at":1795435200,"until":1795438800,"note":"on the A9"},"rule":"group","group":4,
      "overlay":"in_call"}])"));
  EXPECT_EQ(payload["log"], json::parse(R"([{"at":1795435200,"cause":"status","device":7,"lines":[{"group":0,
      "watchers":3,"rule":"other","activity":"busy","reserved":0}]}])"));
  EXPECT_EQ(payload["sources"], json::parse(R"([{"presentity":4915112345678,"stance":"muted","known":true,
      "published":false}])"));
  EXPECT_EQ(payload["next"], 77);
}

TEST(Decode, OpensTheViewInsideAFanOut) {
  const json got =
      json::parse(decode_line(line(topics::FanOut{}, encode(FanOut{kAnna, encode(kView), {kBob}}))));
  EXPECT_EQ(got["kind"], "fan_out");
  EXPECT_EQ(got["payload"]["view"]["activity"], "driving");
  const json gone = json::parse(decode_line(line(topics::FanOut{}, encode(FanOut{kAnna, {}, {kBob}}))));
  EXPECT_EQ(gone["payload"]["view"]["removed"], true);
}

TEST(Decode, AnEmptyPayloadIsARemoval) {
  const std::string topic = topics::build(topics::In{kBob, kAnna});
  for (const std::string& typed : {topic + " ", topic, topic + " \r"}) {
    const json got = json::parse(decode_line(typed));
    EXPECT_EQ(got["kind"], "view") << typed;
    EXPECT_EQ(got["removed"], true) << typed;
    EXPECT_FALSE(got.contains("payload")) << typed;
  }
}

TEST(Decode, PassesJsonOfOperatorsThrough) {
  const json got =
      json::parse(decode_line(line(topics::Ops{"resolver/r1/health"}, R"({"ok":true,"waiting":3})")));
  EXPECT_EQ(got["kind"], "ops");
  EXPECT_EQ(got["payload"], json::parse(R"({"ok":true,"waiting":3})"));
  EXPECT_EQ(json::parse(decode_line(line(topics::Ops{"x"}, "not json {")))["payload"], "not json {");
}

TEST(Decode, SaysWhatIsWrong) {
  const std::string in = topics::build(topics::In{kBob, kAnna});
  Bytes damaged = encode(kView);
  damaged.resize(damaged.size() - 5);
  const std::pair<std::string, const char*> cases[] = {
      {"facet/v2/in/1/2 00", "unknown_topic"},
      {"some other/topic 00", "unknown_topic"},
      {" ", "unknown_topic"},
      {in + " 0", "bad_hex"},
      {in + " zz", "bad_hex"},
      {in + " " + hex(encode(Link{LinkState::gone, 3})), "wrong_kind"},
      {in + " " + hex(damaged), "malformed"},
      {in + " 00", "malformed"},
      {in + " " + hex(std::string(600, 'x')), "malformed"},
      {"nonsense", "bad_line"},
      {"", "bad_line"},
      {std::string("\0\xff\n", 3), "bad_line"},
  };
  for (const auto& [typed, error] : cases) {
    const json got = json::parse(decode_line(typed));
    EXPECT_EQ(got.value("error", ""), error) << typed << got.dump();
    EXPECT_FALSE(got.contains("payload")) << typed;
  }
}

TEST(Decode, KeepsTheTopicOfWhatItCannotRead) {
  EXPECT_EQ(json::parse(decode_line("some other/topic 00"))["topic"], "some other/topic");
}

TEST(DecodeCommand, GoesOnBehindBadLines) {
  Bench bench;
  bench.input = "nonsense\n\n" + line(topics::In{kBob, kAnna}, encode(kView)) + "\nfacet/v1/in/1/2 zz";
  const auto ran = bench.facet({"decode"});
  EXPECT_EQ(ran.exit, 0);
  std::istringstream lines{ran.out};
  std::vector<json> seen;
  for (std::string one; std::getline(lines, one);) seen.push_back(json::parse(one));
  ASSERT_EQ(seen.size(), 3U);
  EXPECT_EQ(seen[0]["error"], "bad_line");
  EXPECT_EQ(seen[1]["payload"]["activity"], "driving");
  EXPECT_EQ(seen[2]["error"], "bad_hex");
  EXPECT_EQ(bench.phone.opened, 0);  // it needs no profile
}

}  // namespace
}  // namespace facet::cli
