#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "client/lib/link.h"
#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/topics.h"

namespace facet::client {

// A broker and a resolver in one, in memory: accepts what it is sent, answers what it is asked, keeps what is
// retained. For phones in real time and several threads.
class FakeResolver {
 public:
  std::atomic<bool> reachable{true};
  std::atomic<bool> knows_password{true};
  std::atomic<bool> takes_reports{true};
  std::atomic<bool> takes_edits{true};
  std::atomic<int> connections{0};
  std::atomic<int> edits{0};
  std::atomic<int> queries{0};
  // What a Query is answered; unset: nothing. Set before anybody connects.
  std::function<Receipt(const Query&)> on_query;

  // What phones said of themselves, in order; the end of a connection as unset.
  std::vector<DeviceState> states() {
    const std::lock_guard guard(mutex_);
    return states_;
  }

  LinkMaker maker() {
    return [this](const Profile&) { return std::make_unique<FakeLink>(*this); };
  }

  void retain(const topics::Topic& topic, Bytes payload) {
    const std::lock_guard guard(mutex_);
    retained_[topics::build(topic)] = std::move(payload);
  }

 private:
  class FakeLink final : public Link {
   public:
    explicit FakeLink(FakeResolver& resolver) : resolver_(resolver) {}

    void connect(std::chrono::milliseconds) override {
      if (!resolver_.reachable) return push(Lost{errc::unreachable, "no such host"});
      if (!resolver_.knows_password) return push(Lost{errc::not_authorised, "wrong password"});
      ++resolver_.connections;
      push(Connected{});
    }
    void subscribe(const std::vector<std::string>& filters) override {
      push(Subscribed{});
      if (filters.size() == 1) return;
      const std::lock_guard guard(resolver_.mutex_);
      for (const auto& [topic, payload] : resolver_.retained_) push(Message{topic, payload});
    }
    void unsubscribe(const std::string&) override {}
    void close() override { resolver_.note(DeviceState::unset); }
    void publish(const std::string& topic, const Bytes& payload) override {
      resolver_.hear(*this, topic, payload);
    }
    std::vector<LinkEvent> wait(std::chrono::milliseconds limit) override {
      if (events_.empty() && !resolver_.reachable && !lost_) {
        lost_ = true;
        push(Lost{errc::unreachable, "cut"});
      }
      if (events_.empty()) std::this_thread::sleep_for(std::min(limit, std::chrono::milliseconds{10}));
      return std::exchange(events_, {});
    }
    void push(LinkEvent event) { events_.push_back(std::move(event)); }

   private:
    FakeResolver& resolver_;
    std::vector<LinkEvent> events_;
    bool lost_ = false;
  };

  void hear(FakeLink& link, const std::string& topic, const Bytes& payload) {
    const auto up = std::get<topics::Up>(topics::parse(topic).value());
    Receipt receipt;
    receipt.outcome = facet::Outcome::accepted;
    if (up.kind == topics::UpKind::device) {
      note(decode_device_report(payload)->state);
      if (!takes_reports) return;
      receipt.request = decode_device_report(payload)->revision.value();
    } else if (up.kind == topics::UpKind::ask) {
      const auto request = decode_status_request(payload).value();
      receipt.request = request.correlation;
      // Backwards: the phone has to sort them out.
      for (auto who = request.presentities.rbegin(); who != request.presentities.rend(); ++who) {
        receipt.answers.push_back({*who, {Activity::busy, who->digits(), {}, {}}});
      }
    } else if (up.kind == topics::UpKind::query) {
      const auto query = decode_query(payload).value();
      ++queries;
      if (!on_query) return;
      receipt = on_query(query);
      receipt.request = query.correlation;
    } else {
      if (!takes_edits) return;
      ++edits;
      receipt.request = revision_of(up.kind, payload).value();
    }
    link.push(Message{topics::build(topics::Re{up.user, up.device}), encode(receipt)});
  }

  static Revision revision_of(topics::UpKind kind, const Bytes& payload) {
    if (kind == topics::UpKind::groups) return decode_groups_edit(payload)->revision;
    if (kind == topics::UpKind::watch) return decode_watch_edit(payload)->revision;
    if (kind == topics::UpKind::account) return decode_account_edit(payload)->revision;
    return decode_status_edit(payload)->revision;
  }

  void note(DeviceState state) {
    const std::lock_guard guard(mutex_);
    states_.push_back(state);
  }

  std::mutex mutex_;
  std::vector<DeviceState> states_;
  std::map<std::string, Bytes> retained_;
};

}  // namespace facet::client
