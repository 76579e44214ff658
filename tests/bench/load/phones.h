#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "schemas/messages.h"
#include "schemas/result.h"
#include "schemas/topics.h"
#include "tests/bench/load/measure.h"

namespace facet::load {

// The people of the benchmark; all numbers have 13 digits, as a Chinese mobile number has.
UserId contact(std::size_t index);  // they look
UserId owner(std::size_t index);    // whose statuses they are
UserId bystander();                 // somebody who has nothing to do with them
// A phone chooses its number at random from 1 to 65535: five digits in five of six cases.
inline constexpr DeviceId kDevice{10'007};
Login login_of(UserId user, const std::string& password);

// The size of every View of the benchmark: with a note of kNoteSize bytes, without an end.
inline constexpr std::size_t kNoteSize = 10;
std::size_t view_bytes();

// Handles what still comes for a moment, so that the acknowledgements of the last deliveries are paid for,
// too, when CPU time is read.
void settle(Swarm& swarm);

// What phones are told, from within Swarm::step.
class PhoneEvents {
 public:
  virtual ~PhoneEvents() = default;
  virtual void on_view(std::size_t who, UserId presentity, std::string_view view) = 0;
  virtual void on_receipt(std::size_t who, std::uint64_t request) = 0;  // accepted; others are a fault
  virtual void on_own_group(std::size_t who) = 0;
};

// Many phones on one thread, each of which does what docs/protocol.md asks of a client when it comes online:
// three subscriptions, one DeviceReport. Retained messages that a subscription brings are left alone.
class Phones final : public Receiver {
 public:
  Phones(const Servers& servers, std::string password, Version version, PhoneEvents& events);

  // Until each has its receipt. Their numbers in the swarm go on from size(), in this order.
  Status come_online(const std::vector<UserId>& users, Steady::time_point deadline);
  // The same, and each goes offline as soon as it has its receipt; `at_once` at most are online.
  Status register_only(const std::vector<UserId>& users, std::size_t at_once, Steady::time_point deadline);

  // From here on so many at a time wait for their CONNACK (Swarm::kConnecting).
  void connect_at_once(std::size_t most) { connecting_ = most; }
  // From here on what has no receipt after that time is sent again, the same bytes, and after twice the time
  // once more, as docs/protocol.md asks of a client; for a broker that is killed meanwhile.
  void send_again_after(std::chrono::milliseconds pause) { patience_ = pause; }
  // How often the broker's queue of new connections was full; each came again at once. Only with the above.
  std::uint64_t turned_away() const { return turned_away_; }
  // Does it, if it is time; come_online() does so by itself. Sent again so far, altogether.
  std::uint64_t send_again();
  // Of those who came online since the last call: milliseconds from the first byte to the receipt that says
  // that the picture is complete.
  std::vector<double> take_came_ms() { return std::exchange(came_ms_, {}); }

  // Sends one change; its revision, which its receipt will name.
  Revision edit_group(std::size_t who, GroupEdit edit);
  Revision tell(std::size_t who, const GroupSetting& setting);

  UserId user(std::size_t who) const { return phones_[who].user; }
  std::size_t size() const { return phones_.size(); }
  Swarm& swarm() { return swarm_; }

 private:
  struct Sent {
    std::uint64_t request = 0;
    topics::UpKind kind{};
    Bytes payload;
    Steady::time_point at;
    std::chrono::milliseconds pause;
  };
  struct Phone {
    UserId user;
    Revision newest;
    std::uint64_t watch = 0;   // of the WatchEdit before it
    std::uint64_t report = 0;  // of the DeviceReport whose receipt it waits for
    bool leaves = false;
    Steady::time_point opened;
    std::vector<Sent> unanswered{};  // only with send_again_after()
  };

  void on_ready(std::size_t who) override;
  void on_publish(std::size_t who, const Publish& publish) override;
  bool on_turned_away(std::size_t who) override;
  void on_answer(std::size_t who, std::string_view payload);
  void on_other(std::size_t who, const Publish& publish);
  static std::vector<std::string> filters_of(UserId user, bool leaves);
  void open(UserId user, bool leaves);
  Status open_all(const std::vector<UserId>& users, bool leave, std::size_t at_once,
                  Steady::time_point deadline);
  Revision next(Phone& phone);
  void send(std::size_t who, topics::UpKind kind, std::uint64_t request, const Bytes& payload);

  Servers servers_;
  std::string password_;
  PhoneEvents& events_;
  std::vector<Phone> phones_;
  std::size_t reported_ = 0;  // have their receipt
  std::size_t connecting_ = Swarm::kConnecting;
  std::optional<std::chrono::milliseconds> patience_;
  Steady::time_point looked_;
  std::uint64_t again_ = 0;
  std::uint64_t turned_away_ = 0;
  std::vector<double> came_ms_;
  Swarm swarm_;
};

}  // namespace facet::load
