#include "resolver/adapters/mqtt/mqtt_bus.h"

#include "resolver/adapters/mqtt/driver.h"
#include "schemas/text.h"

namespace facet::resolver {
namespace {

// MQTT's strings: UTF-8, up to 65,535 bytes.
bool is_mqtt_text(const std::string& text) {
  return text.size() <= 65'535 && is_clean_text(text);
}

bool is_topic(const std::string& topic) {
  return !topic.empty() && is_mqtt_text(topic) && topic.find_first_of("#+") == std::string::npos;
}

Status check(const MqttBusOptions& options) {
  const auto bad = [](const char* why) { return fail(bus_errc::bad_options, why); };
  if (options.host.empty() || options.port == 0) return bad("host and port must be given");
  if (options.client_id.empty() || !is_mqtt_text(options.client_id)) return bad("client_id must be text");
  if (!is_mqtt_text(options.username)) return bad("username must be text");
  if (options.username.empty() && !options.password.empty()) return bad("a password needs a username");
  if (options.mqtt_version != 4 && options.mqtt_version != 5) return bad("mqtt_version must be 4 or 5");
  if (options.will && !is_topic(options.will->topic)) return bad("the will needs a topic without wildcards");
  if (options.window == 0 || options.in_flight == 0) return bad("window and in_flight must not be 0");
  if (options.in_flight > 60'000) return bad("in_flight must stay below MQTT's 65,535 message ids");
  if (options.shortest_pause <= std::chrono::milliseconds(0) ||
      options.longest_pause < options.shortest_pause) {
    return bad("pauses must be positive, the longest at least the shortest");
  }
  for (const auto& subscription : options.subscriptions) {
    if (subscription.filter.empty() || !is_mqtt_text(subscription.filter)) return bad("empty filter");
    if (subscription.qos < 0 || subscription.qos > 2) return bad("qos must be 0, 1 or 2");
  }
  return {};
}

}  // namespace

Result<std::unique_ptr<MqttBus>> MqttBus::create(MqttBusOptions options, Log& log, Counters& counters) {
  if (auto checked = check(options); !checked) return fail(std::move(checked.error()));
  auto driver = std::make_unique<Driver>(std::move(options), log, counters);
  return std::unique_ptr<MqttBus>(new MqttBus(std::move(driver)));
}

MqttBus::MqttBus(std::unique_ptr<Driver> driver) : driver_(std::move(driver)) {}
MqttBus::~MqttBus() = default;

Status MqttBus::start(BusHandler& handler) {
  return driver_->start(handler);
}
Status MqttBus::wait_connected(std::chrono::milliseconds timeout) {
  return driver_->wait_connected(timeout);
}
bool MqttBus::connected() const {
  return driver_->connected();
}
std::optional<Error> MqttBus::problem() const {
  return driver_->problem();
}
void MqttBus::stop(std::chrono::milliseconds drain, std::optional<MqttStatement> last) {
  driver_->stop(drain, std::move(last));
}
void MqttBus::show(UserId presentity, Bytes view, std::vector<UserId> watchers,
                   std::optional<std::chrono::seconds> expiry, Taken taken) {
  driver_->show(presentity, std::move(view), std::move(watchers), expiry, std::move(taken));
}
void MqttBus::publish(std::string topic, Bytes payload, bool retain, Taken taken) {
  driver_->publish(std::move(topic), std::move(payload), retain, std::move(taken));
}
void MqttBus::use_fan_out(std::size_t watchers_per_message) {
  driver_->use_fan_out(watchers_per_message);
}

}  // namespace facet::resolver
