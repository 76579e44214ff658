#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "broker-plugin/credentials/credentials.h"
#include "broker-plugin/door/broker.h"
#include "broker-plugin/door/devices.h"
#include "broker-plugin/door/fan_out.h"
#include "broker-plugin/door/file_stamp.h"
#include "broker-plugin/door/logins.h"
#include "broker-plugin/door/options.h"
#include "broker-plugin/door/refusals.h"
#include "broker-plugin/door/sessions.h"
#include "schemas/decode.h"
#include "schemas/topics.h"

namespace facet::door {

// A message on its way in, or a filter: topic alone.
struct Packet {
  std::string_view topic;
  std::string_view payload;
  int qos = 0;
  bool retain = false;
};

// The two clocks of one callback.
struct Now {
  Moment moment;
  std::uint64_t unix_us = 0;  // microseconds since 1970
};

enum class Entry {
  welcome,
  denied,  // by CONNACK: not authorised
  later,   // it may come in, but comes too often: the broker hangs up without a CONNACK, so that no client
           // takes its password for a wrong one
};

// Everything the plugin decides, one function for each of the broker's events; plugin.cc calls them. Without
// Mosquitto in sight, so that tests can stand at this door without a broker. Used by the broker's one thread.
class Door {
 public:
  // Reads the credentials; an error is a reason not to start. `broker` outlives it.
  static Result<std::unique_ptr<Door>> open(Options options, Broker& broker, Now now);

  // ---- who are you --------------------------------------------------------------------------------------
  // CONNECT with a password or a certificate. `account`: set to the user name that the client is to have,
  // when the certificate says it and CONNECT did not.
  Entry may_enter(const Client& client, std::string_view password, std::string& account, Now now);
  // TLS-PSK: the key of `<user>-<device>` in hexadecimal; empty: none. Mosquitto asks nothing more after it,
  // so such a client first shows up in may_subscribe() or sent().
  std::string_view key_of(std::string_view identity) const;

  // ---- may you, is it well-formed -----------------------------------------------------------------------
  bool may_subscribe(const Client& client, std::string_view filter, Now now);
  bool may_read(const Client& client, std::string_view topic) const;
  // PUBLISH, or a will when its client is lost. A FanOut of the resolver's is expanded here: true means that
  // the broker has taken all of it.
  bool may_publish(const Client& client, const Packet& packet, Now now);
  // A PUBLISH of a client that is connected (never a will) has been let through.
  void sent(const Client& client, Now now);

  // ---- liveness -----------------------------------------------------------------------------------------
  void left(const void* handle) { sessions_.left(handle); }

  // ---- the rest -----------------------------------------------------------------------------------------
  // SIGHUP: reads the credentials. Those that cannot be read change nothing: whoever could come in still can.
  // After it, until the next tick(), the broker calls may_enter() for everybody it knows.
  void reload(Now now);
  // Often: 10 times a second and more. Reads the credentials when their file has changed, too.
  void tick(Now now);

 private:
  Door(Options options, Credentials accounts, Broker& broker, Now now);

  bool may_enter_by_password(const Client& client, const Credential* account, std::string_view password,
                             Now now);
  static bool is_named_by_certificate(const Client& client, std::string_view username);
  bool may_stay(const Client& client, std::string_view password);
  bool is_allowed(const Credential* account) const;

  bool is_known(const Client& client, std::string_view username, const Credential* account,
                std::string_view password, Now now);
  Entry may_come(const Client& client, const Who& who, Now now);

  std::optional<Who> who(const Client& client) const;
  void meet(const Client& client, const Who& who, Now now);
  bool may_send(const Client& client, const topics::Up& up, const Packet& packet, Now now);
  void answer(const topics::Up& up, const Refusal& refusal);
  bool expand(const Client& client, const Packet& packet, Now now);

  // Counts it, and takes from the client's patience; false, for the caller to return.
  bool refuse(const Client& client, Refused kind, double patience, Now now);
  void read_accounts();
  bool is_outdated(const Sessions::Session& session) const;
  std::size_t secret_of(const Credential& account, bool by_key, std::string_view client_id) const;
  void disconnect_unwanted();

  const Options options_;
  Broker& broker_;
  Credentials accounts_;
  Logins logins_;
  Sessions sessions_;
  FanOutExpander fan_out_;
  Refusals refusals_;
  Buckets messages_;
  Buckets patience_;
  Buckets told_too_fast_;
  Devices devices_;
  // Client ids, disconnected at the next tick: those that are connected as Sessions knows, and those that it
  // never met.
  std::set<std::string> unwanted_;
  std::set<std::string> strangers_;
  bool disconnecting_ = false;
  bool reloading_ = false;
  FileStamp read_stamp_;
  Moment next_look_{};
  std::string reload_error_;
  Moment next_report_{};
};

}  // namespace facet::door
