#include <gtest/gtest.h>

#include "resolver/adapters/zones/iana_zones.h"
#include "tests/scenarios/run.h"

// The runner itself: that it finds what is wrong, and says where.
namespace facet::scenarios {
namespace {

constexpr const char* kBegin = R"(# A scenario
people: alice bob carol
alice has Family 1: bob
alice tells Family driving "home by seven" until 19:00
)";

// What comes out of a scenario that begins as above; its own steps are from line 5 on.
std::string played(const std::string& steps) {
  auto zones = resolver::open_iana_zones();
  EXPECT_TRUE(zones.has_value());
  const auto world = model_world(**zones);
  return run(parse("some.txt", kBegin + steps).front(), *world, **zones);
}

void fails_with(const std::string& steps, const std::string& message) {
  const std::string found = played(steps);
  EXPECT_NE(found.find("some.txt:5: "), std::string::npos) << found;
  EXPECT_NE(found.find(message), std::string::npos) << found;
}

TEST(Runner, IsContentWithWhatIsTrue) {
  EXPECT_EQ(played("bob sees driving \"home by seven\" until 19:00; carol sees nothing"), "");
}

TEST(Runner, FindsAnotherActivityNoteEndOrBegin) {
  fails_with("bob sees busy", "should be busy, but is driving");
  fails_with("bob sees driving until 19:00", "should be driving until");
  fails_with("bob sees driving \"home by seven\"", "but is driving \"home by seven\" until");
  fails_with("bob sees driving \"home by seven\" until 19:30", "should be driving");
  fails_with("bob sees driving \"home by seven\" until 19:00 since 07:00", "should be driving");
  fails_with("bob sees nothing", "should be nothing");
  fails_with("carol sees off", "but is nothing");
}

TEST(Runner, FindsOneMessageTooManyOrTooFew) {
  fails_with("alice tells Family busy; bob is told once",
             "should be 1 messages since the last look, but is 3");
  fails_with("bob sees driving \"home by seven\" until 19:00; bob is told once", "but is 0");
  fails_with("bob sees driving \"home by seven\" until 19:00; alice blocks bob; bob is sent busy, once",
             "should be busy, but is off");
}

TEST(Runner, FindsAnotherRuleLogAnswerOrReceipt) {
  fails_with("a block decides what bob sees", "should be a block, but is Family");
  fails_with("alice's log says: status: Family busy 1", "but is status: Family driving 1");
  fails_with("carol asks alice; carol is answered busy", "should be busy, but is off");
  fails_with("alice tells Family busy; it is stale", "should be stale, but is accepted");
  fails_with("bob's sources: none", "should be ''");
  fails_with("no topic is left of alice", "there is facet/v1/");
  fails_with("alice finds Family 2 driving", "should be rank 2, but is 1");
}

TEST(Runner, ARefusalThatNobodyExpectsIsAnError) {
  fails_with("alice plans Family in Nowhere/Land: daily 09:00-10:00 busy; bob sees busy",
             "the receipt says: refused: bad_value (zone)");
}

TEST(Runner, AScenarioThatChecksNothingIsAnError) {
  EXPECT_NE(played("").find("this scenario checks nothing"), std::string::npos);
}

TEST(Runner, WordsThatNobodyUnderstandsAreAnErrorWithTheirLine) {
  fails_with("bob saes driving", "a verb should stand where 'saes' stands");
  fails_with("somebody sees driving", "nobody understands this step");
  fails_with("bob sees drving", "an activity");
  fails_with("bob sees driving \"home by seven\" until 19:00 now", "nobody understands 'now' here");
  fails_with("alice tells Friends free", "alice has no group 'Friends'");
  fails_with("alice tells Family free until", "a time like 19:00 should stand at the end");
  fails_with("alice tells Family \"x", "a quotation mark is missing");
  fails_with("damping is on", "before anything happens");
  fails_with("at 25:00 bob sees free", "a time like 19:00");
}

TEST(Runner, AFileWithoutAScenarioIsAnError) {
  EXPECT_THROW(parse("some.txt", "people: alice\n"), ScriptError);
}

}  // namespace
}  // namespace facet::scenarios
