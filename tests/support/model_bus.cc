#include "tests/support/model_bus.h"

#include "schemas/topics.h"

namespace facet::resolver::testing {

bool ModelBus::take(const std::string& topic, const Bytes& payload, bool retain,
                    std::optional<std::chrono::seconds> expiry) {
  BusHandler* listener = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (handler_ == nullptr || refuse_) return false;
    ++messages_;
    history_[topic].push_back(payload);
    if (retain && payload.empty()) retained_.erase(topic);
    if (retain && !payload.empty()) retained_[topic] = payload;
    if (retain) expiries_.erase(topic);
    if (retain && !payload.empty() && expiry) expiries_[topic] = *expiry;
    if (topic.starts_with(echo_)) listener = handler_;
  }
  if (listener != nullptr) {
    const std::lock_guard lock(handler_mutex_);
    listener->on_message(topic, payload, /*retained=*/false);
  }
  return true;
}

void ModelBus::show(UserId presentity, Bytes view, std::vector<UserId> watchers,
                    std::optional<std::chrono::seconds> expiry, Taken taken) {
  bool all = true;
  for (const UserId watcher : watchers) {
    all = take(topics::build(topics::In{watcher, presentity}), view, /*retain=*/true, expiry) && all;
  }
  taken(all);
}

void ModelBus::publish(std::string topic, Bytes payload, bool retain, Taken taken) {
  taken(take(topic, payload, retain));
}

void ModelBus::connect(BusHandler& handler, std::string echo) {
  Retained to_deliver;
  {
    const std::lock_guard lock(mutex_);
    handler_ = &handler;
    echo_ = std::move(echo);
    to_deliver = retained_;
  }
  {
    const std::lock_guard lock(handler_mutex_);
    for (const auto& [topic, payload] : to_deliver) {
      if (topic.starts_with(echo_)) handler.on_message(topic, payload, /*retained=*/true);
    }
  }
  handler.on_connected();  // without the mutex: what it publishes may come back at once
}

void ModelBus::disconnect() {
  BusHandler* handler = nullptr;
  {
    const std::lock_guard lock(mutex_);
    std::swap(handler, handler_);
  }
  if (handler == nullptr) return;
  const std::lock_guard lock(handler_mutex_);
  handler->on_lost();
}

void ModelBus::use_fan_out(std::size_t watchers_per_message) {
  const std::lock_guard lock(mutex_);
  fan_outs_.push_back(watchers_per_message);
}

std::vector<std::size_t> ModelBus::fan_outs() {
  const std::lock_guard lock(mutex_);
  return fan_outs_;
}

void ModelBus::deliver(const std::string& topic, const Bytes& payload, bool retained) {
  BusHandler* handler = nullptr;
  {
    const std::lock_guard lock(mutex_);
    handler = handler_;
  }
  const std::lock_guard lock(handler_mutex_);
  if (handler != nullptr) handler->on_message(topic, payload, retained);
}

ModelBus::Retained ModelBus::retained() {
  const std::lock_guard lock(mutex_);
  return retained_;
}

std::optional<std::chrono::seconds> ModelBus::expiry(const std::string& topic) {
  const std::lock_guard lock(mutex_);
  const auto found = expiries_.find(topic);
  return found == expiries_.end() ? std::nullopt : std::optional(found->second);
}

void ModelBus::replace_retained(Retained retained) {
  const std::lock_guard lock(mutex_);
  retained_ = std::move(retained);
  std::erase_if(expiries_, [this](const auto& entry) { return !retained_.contains(entry.first); });
}

std::vector<Bytes> ModelBus::history(const std::string& topic) {
  const std::lock_guard lock(mutex_);
  return history_[topic];
}

std::size_t ModelBus::messages() {
  const std::lock_guard lock(mutex_);
  return messages_;
}

void ModelBus::refuse(bool refuse) {
  const std::lock_guard lock(mutex_);
  refuse_ = refuse;
}

}  // namespace facet::resolver::testing
