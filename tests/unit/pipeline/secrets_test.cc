#include "tests/unit/pipeline/secrets.h"

namespace facet::resolver::testing {
namespace {

using std::chrono::seconds;

const std::string kName = "Nightingale family";
constexpr std::uint32_t kId = 0x5EC7'E101;
constexpr std::uint16_t kRank = 777;

// The search itself: planted in a message that is clean otherwise, each kind of secret is found.
class SecretsTest : public ::testing::Test {
 protected:
  Delivered clean() const {
    return {Instant{}, topics::build(topics::In{kBob, kAlice}), encode(view_), /*retained=*/true};
  }
  Delivered with(const Bytes& planted) const {
    Delivered delivered = clean();
    delivered.payload += planted;
    return delivered;
  }
  Delivered with_note(const std::string& note) const {
    View view = view_;
    view.note = note;
    Delivered delivered = clean();
    delivered.payload = encode(view);
    return delivered;
  }
  std::vector<std::string> found(const Secret& secret, const Delivered& delivered) const {
    return betrayed({secret}, kBob, delivered);
  }

  const View view_{Activity::meeting, "at noon", Time{seconds{1'795'000'000}}, Time{seconds{1'795'003'600}}};
  const std::vector<std::string> it_{"it"};
};

TEST_F(SecretsTest, ACleanMessageBetraysNothing) {
  for (const Secret& secret :
       {text("it", kName), number("it", kId), number("it", kCarol.value()), small_number("it", kRank)}) {
    EXPECT_TRUE(found(secret, clean()).empty());
  }
  EXPECT_TRUE(is_plain(clean()));
}

TEST_F(SecretsTest, ATextIsFoundInANoteAndBesideIt) {
  const Secret name = text("it", kName);
  EXPECT_EQ(found(name, with_note("I am in " + kName)), it_);
  EXPECT_EQ(found(name, with_note(kName.substr(kName.size() / 2))), it_);
  EXPECT_EQ(found(name, with(kName)), it_);
}

TEST_F(SecretsTest, ANumberIsFoundInDigitsAndInBytesOfEitherOrder) {
  const Secret id = number("it", kId);
  EXPECT_EQ(found(id, with("\x01\xE1\xC7\x5E")), it_);
  EXPECT_EQ(found(id, with("\x5E\xC7\xE1\x01")), it_);
  EXPECT_EQ(found(id, with_note(std::to_string(kId))), it_);
  Delivered elsewhere = clean();
  elsewhere.topic += "/" + std::to_string(kId);
  EXPECT_EQ(found(id, elsewhere), it_);
  View view = view_;
  view.until = Time{seconds{kId}};
  Delivered in_a_time = clean();
  in_a_time.payload = encode(view);
  EXPECT_EQ(found(id, in_a_time), it_);
}

TEST_F(SecretsTest, ANumberOfAnotherPersonIsFoundInATopicAndInAnAnswer) {
  const Secret carol = number("it", kCarol.value());
  Delivered topic = clean();
  topic.topic = topics::build(topics::In{kBob, kCarol});
  EXPECT_EQ(found(carol, topic), it_);
  Receipt receipt;
  receipt.outcome = Outcome::accepted;
  receipt.answers = {{kCarol, view_}};
  Delivered answer = clean();
  answer.payload = encode(receipt);
  EXPECT_EQ(found(carol, answer), it_);
}

TEST_F(SecretsTest, ARankAndASizeAreFoundInANoteAndBesideIt) {
  const Secret rank = small_number("it", kRank);
  EXPECT_EQ(found(rank, with_note("rank 777")), it_);
  EXPECT_EQ(found(rank, with_note("\x09\x03")), it_);
  EXPECT_FALSE(is_plain(with("\x09\x03"))) << "where no field is";
}

TEST_F(SecretsTest, WhoMayBeSentItMayOnlyInTime) {
  Secret note = text("it", "Home before the eclipse");
  note.may = {kBob};
  note.from = Instant{seconds{10}};
  note.until = Instant{seconds{20}};
  Delivered delivered = with_note("Home before the eclipse");
  EXPECT_EQ(found(note, delivered), it_);
  delivered.at = Instant{seconds{10}};
  EXPECT_TRUE(found(note, delivered).empty());
  EXPECT_EQ(betrayed({note}, kCarol, delivered), it_);
  delivered.at = Instant{seconds{20}};
  EXPECT_EQ(found(note, delivered), it_);
}

}  // namespace
}  // namespace facet::resolver::testing
