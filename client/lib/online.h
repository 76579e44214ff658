#pragma once

#include <functional>
#include <random>
#include <stop_token>

#include "client/lib/session.h"

namespace facet::client {

// What somebody wants to be online for.
struct Goal {
  // Asked after each step, on the same thread.
  std::function<Result<bool>(Store&, const Session&)> reached;
  Mono deadline = Mono::max();
  std::stop_token stop;
  // Stays: goes on also when the first connection fails, is reported as there, and as closed at the end. Else
  // it only exchanges, and what it said stands.
  bool patient = false;
  std::function<void(bool online)> on_connection;
  std::function<void(Store&, UserId, const std::optional<Bytes>&)> on_view;
};

enum class End { reached, out_of_time, stopped };

// One connection after the other, on the caller's thread, until a goal is reached. To be run by the holder of
// the OnlineLock only.
class Online {
 public:
  // The references outlive it.
  Online(const Profile& profile, Store& store, const LinkMaker& make_link,
         const std::function<Instant()>& clock);

  // errc::unreachable: the first connection failed (unless patient), or none came about in time.
  // errc::not_authorised, refused, store: at once, also when patient.
  Result<End> run(const Goal& goal);

  bool was_complete() const { return was_complete_; }

  // The last link, closed, for the caller to destroy when there is time.
  std::unique_ptr<Link> parted() { return std::move(link_); }

 private:
  Result<End> one_connection(const Goal& goal);
  Result<End> steps(const Goal& goal, Session& session);
  // Tells that the phone is closed; waits for the receipt a short time, not for ever.
  void say_goodbye(Session& session);
  Result<bool> pause(const Goal& goal);  // false: stopped or out of time

  const Profile& profile_;
  Store& store_;
  const LinkMaker& make_link_;
  const std::function<Instant()>& clock_;
  std::unique_ptr<Link> link_;
  Pauses pauses_ = kReconnectPauses;
  std::minstd_rand dice_{std::random_device{}()};
  bool was_connected_ = false;
  bool was_complete_ = false;
};

}  // namespace facet::client
