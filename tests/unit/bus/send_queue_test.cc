#include "resolver/adapters/mqtt/send_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>

#include "schemas/decode.h"
#include "schemas/encode.h"

namespace facet::resolver {
namespace {

using namespace std::chrono_literals;

class SendQueueTest : public testing::Test {
 protected:
  Parcel show(UserId presentity, std::uint64_t watchers) {
    Parcel parcel;
    parcel.presentity = presentity;
    for (std::uint64_t i = 1; i <= watchers; ++i) parcel.watchers.emplace_back(100 + i);
    return with_answer(std::move(parcel));
  }
  Parcel message(std::string topic) {
    Parcel parcel;
    parcel.topic = std::move(topic);
    return with_answer(std::move(parcel));
  }
  Parcel with_answer(Parcel parcel) {
    parcel.taken = [this](bool taken) { ++(taken ? taken_ : untaken_); };
    return parcel;
  }
  // What can be sent now; answers that are due are given.
  std::vector<SendQueue::Message> take() {
    SendQueue::answer(queue_.take_finished());
    return queue_.take_messages();
  }
  std::vector<std::string> topics(const std::vector<SendQueue::Message>& messages) {
    std::vector<std::string> result;
    for (const auto& message : messages) result.push_back(message.topic());
    return result;
  }

  SendQueue queue_{/*window=*/10, /*waiting=*/3};
  std::atomic<int> taken_ = 0;
  std::atomic<int> untaken_ = 0;
};

using Topics = std::vector<std::string>;

// While closed, everything is answered with false before the call returns.
TEST_F(SendQueueTest, ClosedTurnsEverythingAway) {
  queue_.push_bulk(show(UserId{7}, 2), true);
  queue_.push(message("a"));
  EXPECT_EQ(untaken_, 2);
  EXPECT_TRUE(queue_.idle());
}

// A show is one message for each watcher, in order, and one answer when the last is acknowledged.
TEST_F(SendQueueTest, OneAnswerForAShow) {
  queue_.open(100);
  queue_.push_bulk(show(UserId{7}, 3), true);
  const auto messages = take();
  EXPECT_EQ(topics(messages), (Topics{"facet/v1/in/101/7", "facet/v1/in/102/7", "facet/v1/in/103/7"}));
  for (const auto& message : messages) {
    EXPECT_EQ(taken_, 0);
    queue_.answered(message.parcel, true);
  }
  EXPECT_FALSE(queue_.idle());
  take();
  EXPECT_EQ(taken_, 1);
  EXPECT_TRUE(queue_.idle());
}

// One watcher's message that was not taken makes the whole show's answer false.
TEST_F(SendQueueTest, OneFailureFailsTheShow) {
  queue_.open(100);
  queue_.push_bulk(show(UserId{7}, 3), true);
  auto messages = take();
  queue_.answered(messages[0].parcel, true);
  queue_.answered(messages[1].parcel, false);
  queue_.answered(messages[2].parcel, true);
  take();
  EXPECT_EQ(taken_, 0);
  EXPECT_EQ(untaken_, 1);
}

// A receipt does not stand in line behind a large audience.
TEST_F(SendQueueTest, PublishPassesShow) {
  queue_.open(2);
  queue_.push_bulk(show(UserId{7}, 4), false);
  const auto first = take();
  EXPECT_EQ(topics(first), (Topics{"facet/v1/in/101/7", "facet/v1/in/102/7"}));
  queue_.push(message("a"));
  queue_.push(message("b"));
  EXPECT_TRUE(take().empty()) << "no more than in_flight";
  queue_.answered(first[0].parcel, true);
  EXPECT_EQ(topics(take()), (Topics{"a"}));
  queue_.answered(first[1].parcel, true);
  EXPECT_EQ(topics(take()), (Topics{"b"}));
}

// publish() has room for so many and no more; the one too many gets its answer at once.
TEST_F(SendQueueTest, WaitingIsBounded) {
  queue_.open(1);
  queue_.push(message("under way"));
  ASSERT_EQ(take().size(), 1U);
  for (int i = 0; i < 3; ++i) queue_.push(message("waits"));
  EXPECT_EQ(untaken_, 0);
  queue_.push(message("too many"));
  EXPECT_EQ(untaken_, 1);
}

// A caller of show() waits while more than a window is unanswered, and goes on as soon as it is not.
TEST_F(SendQueueTest, ShowBlocksBeyondTheWindow) {
  queue_.open(100);
  queue_.push_bulk(show(UserId{7}, 10), true);  // exactly the window: returns
  const auto messages = take();
  ASSERT_EQ(messages.size(), 10U);
  auto second = std::async(std::launch::async, [this] { queue_.push_bulk(show(UserId{8}, 1), true); });
  EXPECT_EQ(second.wait_for(50ms), std::future_status::timeout);
  queue_.answered(messages[0].parcel, true);
  EXPECT_EQ(second.wait_for(10s), std::future_status::ready);
}

// A loss lets waiting callers go and answers everything with false, what was handed out and what was not.
TEST_F(SendQueueTest, CloseAnswersAllAndUnblocks) {
  queue_.open(5);
  auto blocked = std::async(std::launch::async, [this] { queue_.push_bulk(show(UserId{7}, 20), true); });
  ASSERT_TRUE(queue_.wait(std::chrono::steady_clock::now() + 10s));
  ASSERT_EQ(take().size(), 5U);
  EXPECT_EQ(blocked.wait_for(50ms), std::future_status::timeout);
  queue_.push(message("a"));
  SendQueue::answer(queue_.close());
  EXPECT_EQ(blocked.wait_for(10s), std::future_status::ready);
  EXPECT_EQ(untaken_, 2);
  EXPECT_TRUE(queue_.idle());

  queue_.open(5);
  queue_.push(message("b"));
  EXPECT_EQ(topics(take()), (Topics{"b"})) << "nothing of before comes back";
}

// After shut() only the last message is let in; what is under way goes on.
TEST_F(SendQueueTest, ShutLetsOnlyTheLastIn) {
  queue_.open(5);
  queue_.push(message("a"));
  queue_.shut();
  queue_.push(message("b"));
  queue_.push_bulk(show(UserId{7}, 2), true);
  EXPECT_EQ(untaken_, 2);
  queue_.push_last(message("last"));
  EXPECT_EQ(topics(take()), (Topics{"a", "last"}));
}

// The next batch is worth fetching when half of what may be under way is answered, not for each answer.
TEST_F(SendQueueTest, AnswersCallForBatches) {
  queue_.open(4);
  queue_.push_bulk(show(UserId{7}, 9), false);
  const auto messages = take();
  ASSERT_EQ(messages.size(), 4U);
  EXPECT_FALSE(queue_.answered(messages[0].parcel, true));
  EXPECT_TRUE(queue_.answered(messages[1].parcel, true));
  EXPECT_EQ(take().size(), 2U);
}

// Waiting ends at its time, at an interruption, and when there is something to do.
TEST_F(SendQueueTest, WaitEnds) {
  queue_.open(1);
  EXPECT_FALSE(queue_.wait(std::chrono::steady_clock::now() + 1ms));
  queue_.interrupt();
  EXPECT_TRUE(queue_.wait(std::chrono::steady_clock::now() + 10s));
  queue_.push(message("a"));
  EXPECT_TRUE(queue_.wait(std::chrono::steady_clock::now() + 10s));
  const auto messages = take();
  EXPECT_FALSE(queue_.wait(std::chrono::steady_clock::now() + 1ms)) << "no room, nothing to answer";
  queue_.answered(messages[0].parcel, true);
  EXPECT_TRUE(queue_.wait(std::chrono::steady_clock::now() + 10s)) << "an answer is due";
}

// Shown to nobody: all of it is taken.
TEST_F(SendQueueTest, ShowToNobodyIsTaken) {
  queue_.open(5);
  queue_.push_bulk(show(UserId{7}, 0), true);
  take();
  take();
  EXPECT_EQ(taken_, 1);
  EXPECT_TRUE(queue_.idle());
}

// With several threads pushing and others answering, every parcel is answered once.
TEST_F(SendQueueTest, ManyThreadsOneAnswerEach) {
  constexpr int kPushes = 2'000;
  queue_.open(8);
  std::atomic<bool> done = false;
  auto driver = std::async(std::launch::async, [&] {
    while (!done || !queue_.idle()) {
      queue_.wait(std::chrono::steady_clock::now() + 10ms);
      for (const auto& message : queue_.take_messages()) queue_.answered(message.parcel, true);
      SendQueue::answer(queue_.take_finished());
    }
  });
  std::vector<std::future<void>> pushers;
  for (int thread = 0; thread < 4; ++thread) {
    pushers.push_back(std::async(std::launch::async, [&] {
      for (int i = 0; i < kPushes; ++i)
        queue_.push_bulk(show(UserId{7}, 1 + static_cast<unsigned>(i % 3)), true);
    }));
  }
  for (auto& pusher : pushers) pusher.get();
  done = true;
  driver.get();
  EXPECT_EQ(taken_, 4 * kPushes);
  EXPECT_EQ(untaken_, 0);
}

// ---- fan-out ----

FanOut fan_out_of(const SendQueue::Message& message) {
  return decode_fan_out(*message.payload()).value();
}

// With a broker that expands FanOuts, a show is one message for a whole batch of watchers, in their order.
TEST_F(SendQueueTest, AShowGoesOutInBatchesWhenTheBrokerExpandsThem) {
  queue_.open(100);
  queue_.use_fan_out(3);
  auto parcel = show(UserId{7}, 7);
  parcel.payload = std::make_shared<const Bytes>(encode(View{Activity::busy, "", kNoTime, kNoTime}));
  queue_.push_bulk(std::move(parcel), true);
  const auto messages = take();
  ASSERT_EQ(messages.size(), 3U);
  std::vector<UserId> watchers;
  for (const auto& message : messages) {
    EXPECT_EQ(message.topic(), "$CONTROL/facet/v1/fanout");
    EXPECT_FALSE(message.retain());
    const auto fan_out = fan_out_of(message);
    EXPECT_EQ(fan_out.presentity, UserId{7});
    EXPECT_TRUE(decode_view(fan_out.view));
    watchers.insert(watchers.end(), fan_out.watchers.begin(), fan_out.watchers.end());
  }
  EXPECT_EQ(watchers, (std::vector<UserId>{UserId{101}, UserId{102}, UserId{103}, UserId{104}, UserId{105},
                                           UserId{106}, UserId{107}}));
}

// The answer is one for the whole, in whatever order the batches are acknowledged; the smaller one may be
// first.
TEST_F(SendQueueTest, BatchesOfUnequalSizeComeOutEven) {
  queue_.open(100);
  queue_.use_fan_out(3);
  queue_.push_bulk(show(UserId{7}, 7), true);
  const auto messages = take();
  queue_.answered(messages[2].parcel, true);
  queue_.answered(messages[0].parcel, true);
  take();
  EXPECT_EQ(taken_, 0);
  queue_.answered(messages[1].parcel, true);
  take();
  EXPECT_EQ(taken_, 1);
  EXPECT_TRUE(queue_.idle());
  // Nothing of it is left in the window of 10: a full one can be pushed without waiting.
  queue_.push_bulk(show(UserId{8}, 10), true);
}

TEST_F(SendQueueTest, OneBatchThatWasRefusedFailsTheWholeShow) {
  queue_.open(100);
  queue_.use_fan_out(3);
  queue_.push_bulk(show(UserId{7}, 4), true);
  const auto messages = take();
  ASSERT_EQ(messages.size(), 2U);
  queue_.answered(messages[0].parcel, false);
  queue_.answered(messages[1].parcel, true);
  take();
  EXPECT_EQ(untaken_, 1);
}

// What is on its way one by one goes on so; and a new connection may be to another broker.
TEST_F(SendQueueTest, FanOutBeginsWithTheNextShowAndEndsWithTheConnection) {
  queue_.open(100);
  queue_.push_bulk(show(UserId{7}, 2), true);
  queue_.use_fan_out(100);
  EXPECT_EQ(topics(take()), (Topics{"facet/v1/in/101/7", "facet/v1/in/102/7"}));
  queue_.push_bulk(show(UserId{7}, 2), true);
  EXPECT_EQ(topics(take()), (Topics{"$CONTROL/facet/v1/fanout"}));
  SendQueue::answer(queue_.close());
  queue_.open(100);
  queue_.push_bulk(show(UserId{7}, 1), true);
  EXPECT_EQ(topics(take()), (Topics{"facet/v1/in/101/7"}));
}

// One message for each watcher, because only a message of its own can carry an expiry.
TEST_F(SendQueueTest, AShowThatExpiresIsNoFanOut) {
  queue_.open(100);
  queue_.use_fan_out(3);
  auto parcel = show(UserId{7}, 2);
  parcel.expiry = 1h;
  queue_.push_bulk(std::move(parcel), true);
  const auto messages = take();
  EXPECT_EQ(topics(messages), (Topics{"facet/v1/in/101/7", "facet/v1/in/102/7"}));
  for (const auto& message : messages) {
    EXPECT_TRUE(message.retain());
    EXPECT_EQ(message.expiry(), 1h);
    queue_.answered(message.parcel, true);
  }
  take();
  EXPECT_EQ(taken_, 1);
}

// The broker expands a FanOut after it has acknowledged it, and may take what follows first.
TEST_F(SendQueueTest, AMessageForOneTopicWaitsForTheFanOutsBeforeIt) {
  queue_.open(100);
  queue_.use_fan_out(2);
  queue_.push_bulk(show(UserId{7}, 4), true);
  auto single = show(UserId{7}, 1);
  single.expiry = 1h;
  queue_.push_bulk(std::move(single), true);
  const auto fan_outs = take();
  EXPECT_EQ(fan_outs.size(), 2U);
  EXPECT_FALSE(queue_.wait(std::chrono::steady_clock::now())) << "nothing that could be sent";
  EXPECT_FALSE(queue_.answered(fan_outs[1].parcel, true));
  EXPECT_TRUE(take().empty());
  EXPECT_TRUE(queue_.answered(fan_outs[0].parcel, true));
  EXPECT_TRUE(queue_.wait(std::chrono::steady_clock::now() + 10s));
  EXPECT_EQ(topics(take()), (Topics{"facet/v1/in/101/7"}));
}

// A FanOut is expanded later than what was sent before it in any case.
TEST_F(SendQueueTest, AFanOutWaitsForNothing) {
  queue_.open(100);
  queue_.use_fan_out(100);
  auto single = show(UserId{7}, 1);
  single.expiry = 1h;
  queue_.push_bulk(std::move(single), true);
  queue_.push_bulk(show(UserId{7}, 2), true);
  EXPECT_EQ(topics(take()), (Topics{"facet/v1/in/101/7", "$CONTROL/facet/v1/fanout"}));
}

// A receipt is nobody's View: it passes.
TEST_F(SendQueueTest, PublishDoesNotWaitForFanOuts) {
  queue_.open(100);
  queue_.use_fan_out(100);
  queue_.push_bulk(show(UserId{7}, 2), true);
  auto single = show(UserId{7}, 1);
  single.expiry = 1h;
  queue_.push_bulk(std::move(single), true);
  ASSERT_EQ(take().size(), 1U);
  queue_.push(message("a"));
  EXPECT_EQ(topics(take()), (Topics{"a"}));
}

// So does every show from the moment on in which the broker no longer expands them.
TEST_F(SendQueueTest, OneByOneBeginsWhenTheLastFanOutIsAnswered) {
  queue_.open(100);
  queue_.use_fan_out(100);
  queue_.push_bulk(show(UserId{7}, 2), true);
  const auto fan_out = take();
  queue_.use_fan_out(0);
  queue_.push_bulk(show(UserId{7}, 2), true);
  EXPECT_TRUE(take().empty());
  queue_.answered(fan_out[0].parcel, false);
  EXPECT_EQ(topics(take()), (Topics{"facet/v1/in/101/7", "facet/v1/in/102/7"}));
  EXPECT_EQ(untaken_, 1);
}

// What a lost connection had under way holds nothing up at the next.
TEST_F(SendQueueTest, FanOutsOfALostConnectionAreNotWaitedFor) {
  queue_.open(100);
  queue_.use_fan_out(100);
  queue_.push_bulk(show(UserId{7}, 2), true);
  ASSERT_EQ(take().size(), 1U);
  SendQueue::answer(queue_.close());
  queue_.open(100);
  queue_.push_bulk(show(UserId{7}, 1), true);
  EXPECT_EQ(topics(take()), (Topics{"facet/v1/in/101/7"}));
}

TEST_F(SendQueueTest, TheBrokerMayTellBeforeTheQueueIsOpen) {
  queue_.use_fan_out(100);
  queue_.open(100);
  queue_.push_bulk(show(UserId{7}, 2), true);
  EXPECT_EQ(topics(take()), (Topics{"$CONTROL/facet/v1/fanout"}));
}

TEST_F(SendQueueTest, FanOutOfOneOrNoneIsNone) {
  queue_.open(100);
  for (const std::size_t none : {0, 1}) {
    queue_.use_fan_out(none);
    queue_.push_bulk(show(UserId{7}, 1), true);
    EXPECT_EQ(topics(take()), (Topics{"facet/v1/in/101/7"}));
  }
}

}  // namespace
}  // namespace facet::resolver
