#include "resolver/pipeline/committer.h"

#include <utility>

#include "schemas/limits.h"

namespace facet::resolver {

void Committer::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Committer::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Committer::add(std::string topic, Bytes receipt, std::vector<Mark> marks) {
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= limits::kWaitingReceipts) {
      core_.counters.counter("receipts_dropped").add();
      receipt.clear();
      if (marks.empty()) return;
    }
    waiting_.push_back({std::move(topic), std::move(receipt), std::move(marks)});
  }
  changed_.notify_one();
}

void Committer::run(const std::stop_token& stop) {
  do {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
  } while (turn());  // nothing there: only when stopped
}

bool Committer::turn() {
  std::vector<Waiting> batch;
  {
    const std::lock_guard lock(mutex_);
    batch.swap(waiting_);
  }
  if (batch.empty()) return false;
  if (const auto synced = core_.store.sync(); !synced) {
    core_.fatal(synced.error());
    return false;
  }
  core_.counters.counter("syncs").add();
  let_go(batch);
  return true;
}

void Committer::let_go(const std::vector<Waiting>& batch) {
  for (const auto& one : batch) {
    if (!one.receipt.empty()) {
      core_.counters.counter("receipts").add();
      send(one.topic, one.receipt);
    }
    if (!one.marks.empty()) core_.outbox.release(one.marks);
  }
}

void Committer::send(const std::string& topic, const Bytes& receipt) {
  core_.bus.publish(topic, receipt, /*retain=*/false, [this, topic, receipt](bool taken) {
    if (!taken) keep(topic, receipt);
  });
}

void Committer::keep(std::string topic, Bytes receipt) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() < limits::kWaitingReceipts) {
    kept_.emplace_back(std::move(topic), std::move(receipt));
  } else {
    core_.counters.counter("receipts_dropped").add();
  }
}

void Committer::send_kept() {
  std::vector<std::pair<std::string, Bytes>> kept;
  {
    const std::lock_guard lock(mutex_);
    kept.swap(kept_);
  }
  for (const auto& [topic, receipt] : kept) send(topic, receipt);
}

}  // namespace facet::resolver
