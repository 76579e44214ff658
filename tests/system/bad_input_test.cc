#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>

#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/system/people.h"
#include "tests/system/site.h"

// Nothing a phone sends changes what it should not, or stops anybody.
namespace facet::system_test {
namespace {

class BadInput : public GuardedTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(alice_.come_online());
    ASSERT_TRUE(bob_.come_online());
    ASSERT_TRUE(alice_.accepted(alice_.edit_groups({new_group(kColleagues, 2, {kBob})})));
    ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::busy)));
    ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::busy));
  }
  std::size_t receipts() {
    return alice_.mqtt().messages(topics::build(topics::Re{kAlice, DeviceId{7}})).size();
  }
  std::map<std::string, std::string> shown() const {
    auto retained = site_.retained();
    std::erase_if(retained, [](const auto& entry) { return entry.first.starts_with("facet/v1/ops/"); });
    return retained;
  }

  // As whoever stands at the door counts them: the plugin, or the resolver behind the rules.
  static int refused(const MqttClient& reader) {
    const auto plugin = nlohmann::json::parse(reader.last("facet/v1/ops/plugin"), nullptr, false);
    const auto counters =
        nlohmann::json::parse(reader.last("facet/v1/ops/resolver/one/counters"), nullptr, false);
    if (GetParam() == Site::Guard::plugin) {
      if (!plugin.is_object()) return 0;
      const auto& by_kind = plugin.at("refused");
      return by_kind.value("malformed", 0) + by_kind.value("too_large", 0);
    }
    if (!counters.is_object()) return 0;
    return counters.value("refused_malformed", 0) + counters.value("refused_wrong_kind", 0) +
           counters.value("refused_too_large", 0);
  }

  Site site_{{kAlice, kBob}, GetParam()};
  BarePhone alice_{site_, kAlice};
  BarePhone bob_{site_, kBob};
};

TEST_P(BadInput, TruncatedWrongKindOversizedAndRandomPayloadsAreRefusedWithAReceiptAndCounted) {
  const auto before = shown();
  const std::size_t had = receipts();
  const Bytes good =
      encode(StatusEdit{Revision{1}, {{kColleagues, {Activity::free, "n", kNoTime, kNoTime}}}, {}, {}, {}});
  std::mt19937 random(20261123);
  std::size_t sent = 0;
  for (const auto kind : topics::kUpKinds) {
    const std::string name{topics::name(kind)};
    std::vector<Bytes> payloads{"", good.substr(0, good.size() / 2),
                                encode(View{Activity::free, "", kNoTime, kNoTime})};
    // More of these is more than one phone may cost the rest.
    if (kind <= topics::UpKind::ask) payloads.emplace_back(300'000, 'x');
    Bytes noise(200, '\0');
    for (auto& byte : noise) byte = static_cast<char>(random());
    payloads.push_back(noise);
    for (const auto& payload : payloads) {
      ASSERT_TRUE(alice_.send(name, payload));
      ++sent;
    }
  }
  EXPECT_TRUE(eventually([&] { return receipts() == had + sent; })) << receipts() - had << " of " << sent;
  EXPECT_EQ(shown(), before);

  const auto reader = site_.login_operator();
  reader->subscribe("facet/v1/ops/#");
  EXPECT_TRUE(eventually([&] { return refused(*reader) == static_cast<int>(sent); })) << refused(*reader);
  EXPECT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::free))) << "the resolver lives";
}

TEST_P(BadInput, AGroupOf4AndAGroupOf10000BothWorkAndBeyondALimitTheAnswerNamesIt) {
  std::vector<UserId> many;
  for (std::uint64_t i = 0; i < 10'000; ++i) many.emplace_back(8613900000000 + i);
  many.push_back(kBob);
  ASSERT_TRUE(alice_.accepted(alice_.edit_groups({new_group(kFamily, 1, many)})));
  ASSERT_TRUE(alice_.accepted(alice_.tell(kFamily, Activity::driving)));
  EXPECT_TRUE(bob_.comes_to_show(kAlice, Activity::driving));

  std::vector<UserId> too_many;
  for (std::uint64_t i = 0; i < 20'001; ++i) too_many.emplace_back(8613900000000 + i);
  const auto refused = alice_.receipt(alice_.edit_groups({new_group(kFamily, 1, too_many)}));
  ASSERT_TRUE(refused.has_value());
  EXPECT_EQ(refused->outcome, Outcome::refused);
  EXPECT_EQ(refused->reason, Reason::over_limit);
  EXPECT_EQ(refused->limit, "members_per_group");
  EXPECT_EQ(refused->limit_value, 20'000U);
}

FACET_WITH_EITHER_GUARD(BadInput);

}  // namespace
}  // namespace facet::system_test
