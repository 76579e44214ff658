#include "resolver/adapters/mqtt/send_queue.h"

#include <algorithm>
#include <cassert>

#include "schemas/encode.h"
#include "schemas/topics.h"

namespace facet::resolver {
namespace {

constexpr std::size_t kMessagesAtATime = 64;

}  // namespace

std::string SendQueue::Message::topic() const {
  if (parcel->fans_out()) return topics::build(topics::FanOut{});
  if (!parcel->bulk) return parcel->topic;
  return topics::build(topics::In{parcel->watchers[index], parcel->presentity});
}

std::shared_ptr<const Bytes> SendQueue::Message::payload() const {
  if (!parcel->fans_out()) return parcel->payload;
  const auto first = parcel->watchers.begin() + static_cast<std::ptrdiff_t>(index);
  return std::make_shared<const Bytes>(encode(
      FanOut{parcel->presentity, *parcel->payload, {first, first + static_cast<std::ptrdiff_t>(count)}}));
}

void SendQueue::answer(const Finished& finished) {
  for (const auto& parcel : finished) {
    if (!parcel.taken) continue;
    try {
      parcel.taken(!parcel.failed);
    } catch (...) {
      // A caller's mistake: it has had its answer, and the others wait for theirs.
      assert(false && "a Taken must not throw");
    }
  }
}

void SendQueue::refuse(Parcel parcel) {
  Finished refused;
  parcel.failed = true;
  refused.push_back(std::move(parcel));
  answer(refused);
}

void SendQueue::insert(Parcel parcel) {
  live_.push_back(std::move(parcel));
  live_.back().self = std::prev(live_.end());
  (live_.back().bulk ? bulk_ : express_).push_back(&live_.back());
  work_.notify_one();
}

void SendQueue::push_bulk(Parcel parcel, bool may_wait) {
  parcel.bulk = true;
  parcel.total = parcel.watchers.size();
  std::unique_lock lock(mutex_);
  if (!open_ || shut_) {
    lock.unlock();
    return refuse(std::move(parcel));
  }
  parcel.batch = parcel.expiry ? 1 : std::max<std::size_t>(batch_, 1);
  bulk_unanswered_ += parcel.total;
  insert(std::move(parcel));
  if (!may_wait) return;
  room_.wait(lock, [this] { return bulk_unanswered_ <= window_; });
}

void SendQueue::push(Parcel parcel) {
  std::unique_lock lock(mutex_);
  if (open_ && !shut_ && express_.size() < waiting_) return insert(std::move(parcel));
  lock.unlock();
  refuse(std::move(parcel));
}

void SendQueue::push_last(Parcel parcel) {
  std::unique_lock lock(mutex_);
  if (open_) return insert(std::move(parcel));
  lock.unlock();
  refuse(std::move(parcel));
}

void SendQueue::open(std::size_t in_flight) {
  const std::lock_guard lock(mutex_);
  open_ = true;
  in_flight_ = in_flight;
}

void SendQueue::use_fan_out(std::size_t watchers_per_message) {
  const std::lock_guard lock(mutex_);
  batch_ = watchers_per_message;
}

void SendQueue::shut() {
  const std::lock_guard lock(mutex_);
  shut_ = true;
}

SendQueue::Finished SendQueue::close() {
  const std::lock_guard lock(mutex_);
  open_ = false;
  batch_ = 1;
  express_.clear();
  bulk_.clear();
  under_way_ = 0;
  fan_outs_under_way_ = 0;
  bulk_unanswered_ = 0;
  for (auto& parcel : live_) parcel.failed = true;
  Finished result = std::move(finished_);
  finished_.clear();
  result.splice(result.end(), live_);
  room_.notify_all();
  return result;
}

void SendQueue::hand_out(std::deque<Parcel*>& queue, std::vector<Message>& messages) {
  while (!queue.empty() && under_way_ < in_flight_ && messages.size() < kMessagesAtATime) {
    Parcel* parcel = queue.front();
    if (!may_go(*parcel)) return;
    if (parcel->total > 0) {
      const auto count = std::min(parcel->batch, parcel->total - parcel->handed_out);
      messages.push_back({parcel, parcel->handed_out, count});
      parcel->handed_out += count;
      ++under_way_;
      if (parcel->fans_out()) ++fan_outs_under_way_;
    }
    if (parcel->handed_out < parcel->total) continue;
    queue.pop_front();
    if (parcel->total == 0) settle(*parcel);  // shown to nobody: done
  }
}

bool SendQueue::wait(std::chrono::steady_clock::time_point until) {
  std::unique_lock lock(mutex_);
  const bool woken =
      work_.wait_until(lock, until, [this] { return interrupted_ || !finished_.empty() || can_send(); });
  interrupted_ = false;
  return woken;
}

std::vector<SendQueue::Message> SendQueue::take_messages() {
  const std::lock_guard lock(mutex_);
  std::vector<Message> messages;
  hand_out(express_, messages);
  hand_out(bulk_, messages);
  return messages;
}

SendQueue::Finished SendQueue::take_finished() {
  const std::lock_guard lock(mutex_);
  return std::exchange(finished_, {});
}

void SendQueue::interrupt() {
  const std::lock_guard lock(mutex_);
  interrupted_ = true;
  work_.notify_one();
}

void SendQueue::settle(Parcel& parcel) {
  finished_.splice(finished_.end(), live_, parcel.self);
}

bool SendQueue::can_send() const {
  if (under_way_ >= in_flight_) return false;
  return !express_.empty() || (!bulk_.empty() && may_go(*bulk_.front()));
}

bool SendQueue::answered(Parcel* parcel, bool taken) {
  const std::lock_guard lock(mutex_);
  parcel->failed |= !taken;
  if (parcel->fans_out()) --fan_outs_under_way_;
  // Of all batches only one is smaller; when all are answered it comes out even, in whatever order they were.
  const auto part = std::min(parcel->batch, parcel->total - parcel->answered);
  if (parcel->bulk) bulk_unanswered_ -= part;
  if (parcel->bulk && bulk_unanswered_ <= window_) room_.notify_all();
  parcel->answered += part;
  if (parcel->answered == parcel->total) settle(*parcel);
  if (!finished_.empty()) work_.notify_one();
  // In batches: half of what may be under way, or a single one where that is all.
  return --under_way_ <= in_flight_ / 2 && can_send();
}

bool SendQueue::under_way() const {
  const std::lock_guard lock(mutex_);
  return under_way_ > 0;
}

bool SendQueue::idle() const {
  const std::lock_guard lock(mutex_);
  return live_.empty() && finished_.empty();
}

}  // namespace facet::resolver
