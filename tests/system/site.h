#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schemas/messages.h"
#include "tests/support/process.h"
#include "tests/system/guarded_broker.h"
#include "tests/system/mqtt_client.h"

namespace facet::system_test {

using testing_support::eventually;
using testing_support::Process;
using testing_support::Ran;
using testing_support::read_file;
using testing_support::run;
using testing_support::write_file;

// A whole installation in a temporary folder: real Mosquitto guarded by Facet's plugin, or by the rules of
// deploy/acl, real resolver, real RocksDB. Everything on 127.0.0.1 and free ports; gone with the object.
class Site {
 public:
  using Guard = GuardedBroker::Guard;
  // What the resolver is put into, for a test that makes its life hard.
  struct Surroundings {
    std::vector<std::string> before{};       // a command that runs it, e.g. with less of something
    std::vector<std::string> environment{};  // NAME=VALUE
    std::uint16_t broker_port = 0;           // where it takes the broker to be; 0: where it is
  };

  // Users who may log in; each one's password is "pw-" and the number. Starts broker and resolver.
  // `more`: lines of mosquitto.conf of the test's own.
  explicit Site(const std::vector<UserId>& users, Guard guard = Guard::plugin, GuardedBroker::More more = {});
  ~Site();

  void start_broker() { broker_.start(); }
  void stop_broker(int signal) { broker_.stop(signal); }
  // The broker comes back without anything it stored.
  void empty_broker_store() const { broker_.empty_store(); }
  // `more`: lines of resolver.toml of the test's own. Without a section [damping] among them nothing is
  // damped.
  void start_resolver(const std::string& more = {});
  void stop_resolver(int signal);
  // Holds from the next start_resolver() on.
  void surround_resolver(Surroundings surroundings) { surroundings_ = std::move(surroundings); }
  Process& resolver() { return *resolver_; }
  // Until the resolver says "ready" with the broker "current".
  bool ready();

  GuardedBroker& broker() { return broker_; }
  std::uint16_t port() const { return broker_.port(); }
  const std::filesystem::path& path() const { return broker_.path(); }
  std::string resolver_log() const { return read_file(path() / "resolver.log"); }

  std::unique_ptr<MqttClient> login(const std::string& user, const std::string& password,
                                    const std::string& client_id) const;
  std::unique_ptr<MqttClient> login(UserId user, const std::string& device) const;
  std::unique_ptr<MqttClient> login_operator() const;
  // Everything retained below facet/v1/in, own, of these users, and facet/v1/ops: each read by who may.
  std::map<std::string, std::string> retained() const;

 private:
  const std::vector<UserId> users_;
  GuardedBroker broker_;
  Surroundings surroundings_;
  std::unique_ptr<Process> resolver_;
};

// A test of the whole that has to pass with either guard at the broker; GetParam() says which.
class GuardedTest : public ::testing::TestWithParam<GuardedBroker::Guard> {};
#define FACET_WITH_EITHER_GUARD(suite)                                                            \
  INSTANTIATE_TEST_SUITE_P(                                                                       \
      Guard, suite, ::testing::Values(GuardedBroker::Guard::plugin, GuardedBroker::Guard::rules), \
      [](const auto& guard) { return guard.param == GuardedBroker::Guard::plugin ? "Plugin" : "Rules"; })

// A phone that speaks the protocol itself, message by message, without the library: for what must be seen
// exactly.
class BarePhone {
 public:
  BarePhone(const Site& site, UserId user, DeviceId device = DeviceId{7});

  // Subscribes what a phone subscribes and reports idle, which registers the user. Takes what anybody shows
  // it, unless it is `reserved`: then only from whom it knows.
  bool come_online();
  bool come_online_reserved();
  // The request id of what was sent.
  std::uint64_t edit_groups(std::vector<GroupEdit> edits);
  std::uint64_t tell(std::vector<GroupSetting> settings);
  std::uint64_t tell(GroupId group, Activity activity) {
    return tell({{group, {activity, "", kNoTime, kNoTime}}});
  }
  std::uint64_t block(std::vector<UserId> watchers);
  std::uint64_t change(StatusEdit edit);
  std::uint64_t watch(WatchEdit edit);
  std::uint64_t erase_account();
  std::uint64_t query(QueryKind kind, UserId subject = {}, std::uint64_t after = 0);
  std::uint64_t report(DeviceState state);
  std::uint64_t ask(std::vector<UserId> presentities);
  bool send(const std::string& kind, const Bytes& payload);

  // Waits for the receipt; nullopt when none comes.
  std::optional<Receipt> receipt(std::uint64_t request) const;
  bool accepted(std::uint64_t request) const;
  // What the newest View of `presentity` shows; unset when there was none, or it was taken away.
  Activity shown(UserId presentity) const;
  bool comes_to_show(UserId presentity, Activity activity) const;
  std::size_t views(UserId presentity) const;

  UserId user() const { return user_; }
  MqttClient& mqtt() { return *mqtt_; }

 private:
  Revision next();

  UserId user_;
  DeviceId device_;
  Revision seen_;
  std::unique_ptr<MqttClient> mqtt_;
};

// The groups of `members` with ranks 1, 2, ... as one edit.
GroupEdit new_group(GroupId id, std::uint16_t rank, std::vector<UserId> members);

}  // namespace facet::system_test
