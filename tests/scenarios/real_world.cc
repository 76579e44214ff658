#include "tests/scenarios/real_world.h"

#include <csignal>
#include <functional>
#include <map>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "tests/scenarios/people.h"
#include "tests/scenarios/script.h"
#include "tests/system/site.h"

namespace facet::scenarios {
namespace {

using system_test::MqttClient;
using system_test::Site;

constexpr const char* kState = "facet/v1/ops/resolver/one/state";

void wait_for(const char* what, const std::function<bool()>& condition) {
  if (!testing_support::eventually(condition)) throw ScriptError(std::string{"timed out: "} + what);
}

std::vector<UserId> everybody() {
  std::vector<UserId> users{kRunner};
  for (const auto& person : kPeople) users.push_back(person.number);
  return users;
}

class RealWorld : public World {
 public:
  void begin(const Settings& settings) override;
  Instant now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
  void pass(std::chrono::milliseconds by) override {
    if (by >= std::chrono::seconds{1}) cannot("move the clock");
  }
  void connect(UserId user, DeviceId device) override;
  void lose(UserId user, DeviceId device) override;
  bool connected(UserId user, DeviceId device) const override { return phones_.contains({user, device}); }
  std::optional<Receipt> send(UserId user, DeviceId device, topics::UpKind kind, const Bytes& payload,
                              std::uint64_t request) override;
  std::optional<Receipt> look(UserId user, topics::UpKind kind, const Bytes& payload,
                              std::uint64_t request) override;
  Bytes retained(UserId reader, const topics::Topic& topic) override;
  std::vector<Bytes> sent(UserId watcher, UserId presentity) override;
  std::optional<std::chrono::seconds> expiry(const topics::Topic&) override { cannot("see an expiry"); }
  std::vector<std::string> topics_of(UserId) override { cannot("see all topics"); }
  void happen(Event event) override;

 private:
  using Device = std::pair<UserId, DeviceId>;

  [[noreturn]] static void cannot(const std::string& what) {
    throw ScriptError("with the real broker nobody can " + what);
  }
  MqttClient& phone(const Device& device);
  Receipt exchange(const Device& device, topics::UpKind kind, const Bytes& payload, std::uint64_t request);
  void settle();
  void wait_until_ready();
  void replace_phones();

  std::unique_ptr<Site> site_;
  std::map<Device, std::unique_ptr<MqttClient>> phones_;
  std::vector<std::pair<Device, std::unique_ptr<MqttClient>>> gone_;  // for what they were sent
  Revision runner_;
  std::uint64_t correlation_ = std::uint64_t{1} << 32U;  // apart from those of the scenario
};

void RealWorld::begin(const Settings& settings) {
  const Settings usual;
  if (settings.begin != usual.begin || settings.damping || settings.grace != usual.grace ||
      settings.follow != usual.follow)
    cannot("change the settings");
  site_ = std::make_unique<Site>(everybody());
  wait_until_ready();
}

void RealWorld::wait_until_ready() {
  if (!site_->ready()) throw ScriptError("the resolver is not ready:\n" + site_->resolver_log());
  settle();
}

void RealWorld::connect(UserId user, DeviceId device) {
  auto& client = phones_[{user, device}];
  if (client) return;
  client = site_->login(user, device.digits());
  for (const auto& filter : {topics::build(topics::Re{user, device}), topics::every_own(user),
                             topics::every_own_members(user), topics::every_in(user)}) {
    if (client->subscribe(filter) > 2) throw ScriptError("the broker refuses " + filter);
  }
}

void RealWorld::lose(UserId user, DeviceId device) {
  const auto found = phones_.find({user, device});
  if (found == phones_.end()) return;
  found->second->drop();
  gone_.emplace_back(found->first, std::move(found->second));
  phones_.erase(found);
}

MqttClient& RealWorld::phone(const Device& device) {
  const auto found = phones_.find(device);
  if (found == phones_.end()) throw ScriptError(name_of(device.first) + "'s phone is not connected");
  return *found->second;
}

Receipt RealWorld::exchange(const Device& device, topics::UpKind kind, const Bytes& payload,
                            std::uint64_t request) {
  MqttClient& client = phone(device);
  const auto re = topics::build(topics::Re{device.first, device.second});
  const auto before = client.messages(re).size();
  if (!client.publish(topics::build(topics::Up{device.first, device.second, kind}), payload))
    throw ScriptError("the broker does not take it");
  std::optional<Receipt> receipt;
  wait_for("a receipt", [&] {
    const auto all = client.messages(re);
    for (auto i = before; i < all.size() && !receipt; ++i) {
      const auto decoded = decode_receipt(all[i].payload);
      if (decoded && decoded->request == request) receipt = *decoded;
    }
    return receipt.has_value();
  });
  return *receipt;
}

std::optional<Receipt> RealWorld::send(UserId user, DeviceId device, topics::UpKind kind,
                                       const Bytes& payload, std::uint64_t request) {
  const Receipt receipt = exchange({user, device}, kind, payload, request);
  settle();
  return receipt;
}

std::optional<Receipt> RealWorld::look(UserId user, topics::UpKind kind, const Bytes& payload,
                                       std::uint64_t request) {
  // Another device would be one more that counts.
  if (!connected(user, kPhone)) return std::nullopt;
  return exchange({user, kPhone}, kind, payload, request);
}

// The resolver publishes in the order of the commits: when the runner's own message is there, the broker has
// what was before it.
void RealWorld::settle() {
  connect(kRunner, kPhone);
  runner_ = Revision::next(now(), kPhone, runner_);
  const StatusEdit edit{runner_,
                        {{kOther, {Activity::busy, std::to_string(runner_.value()), kNoTime, kNoTime}}}};
  exchange({kRunner, kPhone}, topics::UpKind::status, encode(edit), runner_.value());
  const auto topic = topics::build(topics::Own{kRunner, kOther});
  wait_for("everything is published", [&] {
    const auto own = decode_own_group(phone({kRunner, kPhone}).last(topic));
    return own && own->setting_revision == runner_;
  });
}

Bytes RealWorld::retained(UserId reader, const topics::Topic& topic) {
  MqttClient& client = phone({reader, kPhone});
  const std::string name = topics::build(topic);
  const auto before = client.messages(name).size();
  client.subscribe(name);
  // The answer to this comes after what the first subscription made the broker send.
  client.unsubscribe(name);
  const auto all = client.messages(name);
  Bytes found;
  for (auto i = before; i < all.size(); ++i) {
    if (all[i].retained) found = all[i].payload;
  }
  return found;
}

std::vector<Bytes> RealWorld::sent(UserId watcher, UserId presentity) {
  // What was sent to this phone before the answer has come before it.
  if (connected(watcher, kPhone)) {
    const Query query{++correlation_, QueryKind::log, {}};
    exchange({watcher, kPhone}, topics::UpKind::query, encode(query), query.correlation);
  }
  std::vector<Bytes> found;
  const auto topic = topics::build(topics::In{watcher, presentity});
  const auto add = [&](const MqttClient& client) {
    for (const auto& message : client.messages(topic)) {
      if (!message.retained) found.push_back(message.payload);
    }
  };
  for (const auto& [device, client] : gone_) {
    if (device == Device{watcher, kPhone}) add(*client);
  }
  if (connected(watcher, kPhone)) add(phone({watcher, kPhone}));
  return found;
}

void RealWorld::replace_phones() {
  std::vector<Device> devices;
  for (const auto& [device, client] : phones_) devices.push_back(device);
  for (const auto& [user, device] : devices) {
    lose(user, device);
    connect(user, device);
  }
}

void RealWorld::happen(Event event) {
  switch (event) {
    case Event::resolver_stops:
      return site_->stop_resolver(SIGTERM);
    case Event::resolver_starts:
      site_->start_resolver();
      return wait_until_ready();
    case Event::resolver_crashes: {
      const auto reader = site_->login_operator();
      reader->subscribe(kState);
      site_->stop_resolver(SIGKILL);
      wait_for("the resolver's will",
               [&] { return reader->last(kState).find("\"gone\"") != std::string::npos; });
      site_->start_resolver();
      return wait_until_ready();
    }
    case Event::broker_forgets:
      site_->stop_broker(SIGTERM);
      site_->empty_broker_store();
      site_->start_broker();
      replace_phones();
      return wait_until_ready();
    case Event::broker_restarts:
    case Event::broker_saves:
    case Event::broker_returns_to_save:
    case Event::broker_takes_nothing:
    case Event::clock_set_back_two_hours:
      cannot("do that");
  }
}

}  // namespace

std::unique_ptr<World> real_world() {
  return std::make_unique<RealWorld>();
}

}  // namespace facet::scenarios
