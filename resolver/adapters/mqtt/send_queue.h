#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "resolver/ports/bus.h"

// What is to be published and what is under way: the accounting of the bus, without a word of MQTT.
namespace facet::resolver {

// One call of show() or publish(): one payload for one or many topics, one answer.
struct Parcel {
  UserId presentity;  // of a show()
  std::vector<UserId> watchers;
  std::string topic;  // of a publish()
  std::shared_ptr<const Bytes> payload;
  bool retain = true;
  std::optional<std::chrono::seconds> expiry;  // of a show(); each of its messages then fills one topic
  Bus::Taken taken;

  bool bulk = false;  // a show(): counts towards the window
  std::size_t total = 1;
  std::size_t batch = 1;  // topics that one message fills; more than 1: as a FanOut
  std::size_t handed_out = 0;
  std::size_t answered = 0;
  bool failed = false;
  std::list<Parcel>::iterator self;

  bool fans_out() const { return batch > 1; }
};

// Callers push, the driver takes messages out, any thread answers for them. Messages of publish() go first,
// each kind in the order of the calls. A parcel lives from its push until it is taken out with
// take_finished(). Thread-safe.
//
// A broker that expands a FanOut acknowledges it first, and what it makes of it is published only when it
// next looks for work; it may take further messages in between (Mosquitto does over TLS, where it reads on
// while there is something decrypted). So a show() of one message for each watcher would be overtaken by an
// older FanOut: it is not handed out before every FanOut is answered. The other way round nothing has to
// wait.
class SendQueue {
 public:
  // A message to send: for `count` of `parcel`'s topics, from number `index`. Good until answered().
  struct Message {
    Parcel* parcel = nullptr;
    std::size_t index = 0;
    std::size_t count = 1;
    std::string topic() const;
    std::shared_ptr<const Bytes> payload() const;
    bool retain() const { return parcel->retain && !parcel->fans_out(); }
    std::optional<std::chrono::seconds> expiry() const { return parcel->expiry; }
  };
  using Finished = std::list<Parcel>;

  // `window`: messages of show() not answered before its callers block; `waiting`: of publish(), beyond it
  // they are turned away.
  SendQueue(std::size_t window, std::size_t waiting) : window_(window), waiting_(waiting) {}

  // Both answer the parcel with false at once while closed. push_bulk blocks, if `may_wait`, until no more
  // than a window of bulk messages is unanswered.
  void push_bulk(Parcel parcel, bool may_wait);
  void push(Parcel parcel);
  // The same in spite of shut().
  void push_last(Parcel parcel);

  // Accepts parcels; hands out at most `in_flight` messages that are not answered.
  void open(std::size_t in_flight);
  // From here on a show() without an expiry goes out as FanOuts of at most so many watchers; 1 or 0: one
  // message for each watcher. Until close(). Also before open(): the broker may tell what it can do before
  // all is subscribed.
  void use_fan_out(std::size_t watchers_per_message);
  // Turns parcels away for good. What is in goes on.
  void shut();
  // Gives up all that is not answered and turns parcels away until open(). The parcels that it returns are
  // for answer(). No answered() may come any more for what was handed out before.
  [[nodiscard]] Finished close();

  // Waits until something is to be sent or to be answered, or interrupt() was called. False: none of them
  // before `until`.
  bool wait(std::chrono::steady_clock::time_point until);
  void interrupt();
  // What may be sent now, at most 64 messages: to be sent in this order before any of a later call.
  std::vector<Message> take_messages();
  [[nodiscard]] Finished take_finished();  // for answer()
  // For one message of `parcel`; not to be touched afterwards. True: it pays to call take_messages().
  bool answered(Parcel* parcel, bool taken);

  bool under_way() const;  // something was handed out and not answered
  bool idle() const;       // nothing waits, nothing is under way, no answer is due

  // Calls every `taken`, outside of any lock. Exceptions end there.
  static void answer(const Finished& finished);

 private:
  void insert(Parcel parcel);
  void refuse(Parcel parcel);
  void hand_out(std::deque<Parcel*>& queue, std::vector<Message>& messages);
  void settle(Parcel& parcel);
  bool can_send() const;
  // Whether its next message may go, as far as FanOuts under way are concerned.
  bool may_go(const Parcel& parcel) const {
    return fan_outs_under_way_ == 0 || parcel.fans_out() || !parcel.bulk || parcel.total == 0;
  }

  const std::size_t window_;
  const std::size_t waiting_;

  mutable std::mutex mutex_;
  std::condition_variable work_;
  std::condition_variable room_;
  std::list<Parcel> live_;
  std::list<Parcel> finished_;
  std::deque<Parcel*> express_;  // not yet handed out
  std::deque<Parcel*> bulk_;
  std::size_t bulk_unanswered_ = 0;
  std::size_t under_way_ = 0;
  std::size_t fan_outs_under_way_ = 0;  // of these
  std::size_t in_flight_ = 0;
  std::size_t batch_ = 1;
  bool open_ = false;
  bool shut_ = false;
  bool interrupted_ = false;
};

}  // namespace facet::resolver
