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

}  // namespace

Status Recover::fill_some() {
  UserId after;
  {
    const std::lock_guard lock(mutex_);
    after = filled_to_;
  }
  auto batch = next_batch(core_, after);
  if (!batch) return fail(batch.error());
  {
    const std::lock_guard lock(mutex_);
    under_way_ = true;
  }
  const Piece piece{batch->topics, batch->last, batch->end};
  AllTaken taken([this, piece](bool all) { filled(piece, all); });
  for (auto& messages : batch->messages) send(core_, std::move(messages), taken);
  return {};
}

void Recover::filled(const Piece& piece, bool taken) {
  {
    const std::lock_guard lock(mutex_);
    under_way_ = false;
    // As a rule on_lost follows, and then a new look at the marker; a single refusal is tried again later.
    if (!taken) not_before_ = core_.steady() + kTryAgain;
    if (!taken || state_ != State::filling) return;
    filled_to_ = piece.last;
    not_before_ = core_.steady() + std::chrono::milliseconds{piece.topics * 1'000 / per_second_};
    if (piece.end) state_ = State::current;
  }
  core_.counters.counter("filled_topics").add(piece.topics);
  publish_marker();
  if (piece.end) core_.log.info("the broker's retained store is complete", {});
}

}  // namespace facet::resolver
