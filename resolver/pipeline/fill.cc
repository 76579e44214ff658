#include <future>

#include "resolver/pipeline/publisher.h"
#include "resolver/pipeline/recover.h"

// The part of Recover that fills an emptied broker.
namespace facet::resolver {
namespace {

// Topics between two notes of progress: what a crash makes us send twice at the most.
constexpr std::size_t kTopicsPerStep = 500;
constexpr std::chrono::seconds kTryAgain{1};

struct Batch {
  std::vector<Messages> messages;
  std::size_t topics = 0;
  UserId last;
  bool end = false;
};

Status add_one(Core& core, UserId id, Batch& batch) {
  const std::lock_guard lock(core.mutex);
  const auto presentity = core.presentities.get(id);
  batch.last = id;
  if (!presentity && presentity.error().code == store_errc::damaged) {
    core.counters.counter("damaged_records").add();
    core.log.limited(LogLevel::error, 10, "a record cannot be read: restore a backup", {{"user", id}});
    return {};  // the others have a right to theirs
  }
  if (!presentity) return fail(presentity.error());
  auto messages = render_everything(**presentity, core.readers(), core.shown_at());
  if (!messages) return fail(messages.error());
  batch.messages.push_back(std::move(*messages));
  for (const auto& message : batch.messages.back()) batch.topics += weight(message);
  return {};
}

Result<Batch> next_batch(Core& core, UserId after) {
  constexpr std::size_t kPage = 100;
  Batch batch{{}, 0, after, false};
  const auto page = core.store.presentities(after, kPage);
  if (!page) return fail(page.error());
  for (const UserId id : *page) {
    if (batch.topics >= kTopicsPerStep) return batch;
    if (auto added = add_one(core, id, batch); !added) return fail(added.error());
  }
  batch.end = page->size() < kPage;
  return batch;
}

// Waits for the broker; false when the connection went.
bool send_and_wait(Core& core, Batch batch) {
  std::promise<bool> promise;
  auto answer = promise.get_future();
  {
    AllTaken taken([&promise](bool all) { promise.set_value(all); });
    for (auto& messages : batch.messages) send(core, std::move(messages), taken);
  }
  return answer.get();
}

}  // namespace

Status Recover::fill_some() {
  UserId after;
  {
    const std::lock_guard lock(mutex_);
    after = filled_to_;
  }
  auto batch = next_batch(core_, after);
  if (!batch) return fail(batch.error());
  const std::size_t topics = batch->topics;
  const UserId last = batch->last;
  const bool end = batch->end;
  if (!send_and_wait(core_, std::move(*batch))) {
    // As a rule on_lost follows, and then a new look at the marker; a single refusal is tried again later.
    const std::lock_guard lock(mutex_);
    not_before_ = Steady::now() + kTryAgain;
    return {};
  }
  core_.counters.counter("filled_topics").add(topics);
  {
    const std::lock_guard lock(mutex_);
    if (state_ != State::filling) return {};
    filled_to_ = last;
    not_before_ = Steady::now() + std::chrono::milliseconds{topics * 1'000 / per_second_};
    if (end) state_ = State::current;
  }
  publish_marker();
  if (end) core_.log.info("the broker's retained store is complete", {});
  return {};
}

}  // namespace facet::resolver
