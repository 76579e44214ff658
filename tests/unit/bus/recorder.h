#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "resolver/ports/bus.h"

namespace facet::test {

inline constexpr std::chrono::seconds kSoon{10};

// A BusHandler that remembers what it was told, and Takens that it counts. Thread-safe.
class Recorder final : public resolver::BusHandler {
 public:
  struct Message {
    std::string topic;
    std::string payload;
    bool retained = false;
  };
  struct State {
    std::vector<Message> messages;
    std::map<std::string, Message> newest;  // by topic
    int connected = 0;
    int lost = 0;
    int taken = 0;
    int untaken = 0;
    int untaken_at_first_loss = -1;
  };

  // Waits until `holds` for the state; false when it does not within kSoon.
  bool wait(const std::function<bool(const State&)>& holds) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, kSoon, [&] { return holds(state_); });
  }
  bool wait_answers(int count) {
    return wait([count](const State& s) { return s.taken + s.untaken >= count; });
  }
  bool wait_messages(std::size_t count) {
    return wait([count](const State& s) { return s.messages.size() >= count; });
  }
  bool wait_connected(int times) {
    return wait([times](const State& s) { return s.connected >= times; });
  }
  State state() const {
    const std::lock_guard lock(mutex_);
    return state_;
  }

  // Counts its answer.
  resolver::Bus::Taken taken() {
    return [this](bool taken) { change([taken](State& s) { ++(taken ? s.taken : s.untaken); }); };
  }

  // Called in on_message, after it was remembered.
  std::function<void(const Message&)> then;

  void on_message(std::string_view topic, std::string_view payload, bool retained) override {
    const Message message{std::string(topic), std::string(payload), retained};
    change([&](State& s) {
      s.messages.push_back(message);
      s.newest[message.topic] = message;
    });
    if (then) then(message);
  }
  void on_connected() override {
    change([](State& s) { ++s.connected; });
  }
  void on_lost() override {
    change([](State& s) {
      if (s.lost++ == 0) s.untaken_at_first_loss = s.untaken;
    });
  }

 private:
  void change(const std::function<void(State&)>& how) {
    const std::lock_guard lock(mutex_);
    how(state_);
    changed_.notify_all();
  }

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  State state_;
};

}  // namespace facet::test
