#pragma once

#include <memory>
#include <string>

#include "client/lib/session.h"
#include "client/lib/store.h"
#include "tests/simulation/folder.h"
#include "tests/simulation/phone_link.h"

namespace facet::simulation {

// One device of one person: the real client library's store, changes and session, over a simulated link. As
// in the library one connection to the store is the app's, which the person uses, and one that of the process
// that is online.
class Phone {
 public:
  Phone(World& world, Broker& broker, Listener& listener, const std::filesystem::path& folder, UserId user,
        DeviceId device);

  UserId user() const { return profile_.user; }
  DeviceId device() const { return profile_.device; }
  const std::string& name() const { return name_; }
  Instant now() const { return world_.wall() + skew_; }
  Time time() const { return to_time(now()); }

  // ---- what the person does ------------------------------------------------------------------------------
  // nullptr while the phone is down.
  client::Store* store() { return app_.get(); }
  void look();                     // the store has something new to send
  void go_online(DeviceState as);  // idle: stays; asleep: exchanges and goes
  void close();                    // says goodbye
  bool online() const { return session_ != nullptr; }
  bool wants_online() const { return wants_online_; }
  bool complete() const { return session_ && session_->complete(); }

  // ---- what happens to it
  // ----------------------------------------------------------------------------------
  void drop();
  void crash();  // comes back after a while, with its store
  bool down() const { return app_ == nullptr; }
  void open();
  // Steps seldom: nothing is going on.
  void rest(bool resting) { resting_ = resting; }

 private:
  void connect();
  void step();
  void schedule(Millis latest);
  void end_session();
  void try_again();

  World& world_;
  Broker& broker_;
  Listener& listener_;
  const std::filesystem::path folder_;
  client::Profile profile_;
  const std::string name_;
  const Millis skew_;
  std::unique_ptr<client::Store> app_;
  std::unique_ptr<client::Store> net_;
  std::unique_ptr<PhoneLink> link_;
  std::unique_ptr<client::Session> session_;
  client::Pauses pauses_ = client::kReconnectPauses;
  DeviceState as_ = DeviceState::idle;
  bool wants_online_ = false;
  bool resting_ = false;
  bool leaving_ = false;
  std::uint64_t connection_ = 0;
  std::uint64_t next_step_ = 0;
  Millis leave_by_{0};
};

}  // namespace facet::simulation
