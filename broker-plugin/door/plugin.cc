#include <mosquitto.h>
#include <mosquitto_broker.h>
#include <mosquitto_plugin.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>

#include "broker-plugin/door/door.h"
#include "broker-plugin/door/mosquitto_broker.h"
#include "schemas/topics.h"
#include "schemas/version.h"

// What Mosquitto calls (its plugin interface, version 5): events in, verdicts out, no exception across. All
// on the broker's one thread; the state is the userdata of each callback.
namespace facet::door {
namespace {

struct Plugin {
  MosquittoBroker broker;
  std::unique_ptr<Door> door;
  mosquitto_plugin_id_t* id = nullptr;
};

Now now() {
  using std::chrono::duration_cast;
  using std::chrono::microseconds;
  const auto unix_time = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::steady_clock::now(),
          static_cast<std::uint64_t>(duration_cast<microseconds>(unix_time).count())};
}

std::string_view view_of(const char* text) {
  return text == nullptr ? std::string_view{} : text;
}

std::string_view bytes_of(const void* data, std::uint32_t size) {
  return data == nullptr ? std::string_view{} : std::string_view{static_cast<const char*>(data), size};
}

// An exception, which only a lack of memory should make, is a no.
template <typename Event, int (*handle)(Door&, Event&)>
int guarded(int, void* event, void* plugin) {
  try {
    return handle(*static_cast<Plugin*>(plugin)->door, *static_cast<Event*>(event));
  } catch (const std::exception& error) {
    mosquitto_log_printf(MOSQ_LOG_ERR, "facet: an internal error: %s", error.what());
  } catch (...) {
    mosquitto_log_printf(MOSQ_LOG_ERR, "facet: an internal error");
  }
  return MOSQ_ERR_ACL_DENIED;
}

int on_basic_auth(Door& door, mosquitto_evt_basic_auth& event) {
  Client client = client_of(event.client);
  const std::string certificate = certificate_of(event.client);
  client.certificate = certificate;
  client.username = view_of(event.username);
  std::string account;
  switch (door.may_enter(client, view_of(event.password), account, now())) {
    case Entry::welcome:
      break;
    case Entry::denied:
      return MOSQ_ERR_AUTH;
    case Entry::later:
      return MOSQ_ERR_CONN_REFUSED;  // anything but MOSQ_ERR_AUTH: no CONNACK
  }
  return account.empty() ? MOSQ_ERR_SUCCESS : mosquitto_set_username(event.client, account.c_str());
}

int on_psk_key(Door& door, mosquitto_evt_psk_key& event) {
  const std::string_view key = door.key_of(view_of(event.identity));
  if (key.empty() || key.size() >= static_cast<std::size_t>(event.max_key_len)) return MOSQ_ERR_AUTH;
  std::memcpy(event.key, key.data(), key.size());
  event.key[key.size()] = '\0';
  return MOSQ_ERR_SUCCESS;
}

// ACL_DENIED is the one refusal that does not cost the connection; MQTT 5 clients get 0x87 for it.
int on_acl_check(Door& door, mosquitto_evt_acl_check& event) {
  const Client client = client_of(event.client);
  bool allowed = false;
  switch (event.access) {
    case MOSQ_ACL_READ:
      allowed = door.may_read(client, view_of(event.topic));
      break;
    case MOSQ_ACL_WRITE:
      allowed = door.may_publish(
          client, {view_of(event.topic), bytes_of(event.payload, event.payloadlen), event.qos, event.retain},
          now());
      break;
    case MOSQ_ACL_SUBSCRIBE:
      allowed = door.may_subscribe(client, view_of(event.topic), now());
      break;
    case MOSQ_ACL_UNSUBSCRIBE:
      allowed = true;
      break;
    default:
      break;
  }
  return allowed ? MOSQ_ERR_SUCCESS : MOSQ_ERR_ACL_DENIED;
}

int on_message(Door& door, mosquitto_evt_message& event) {
  door.sent(client_of(event.client), now());
  return MOSQ_ERR_SUCCESS;
}

// The work was done in on_acl_check: by the time this is called the PUBACK says success, whatever we return.
int on_control(Door&, mosquitto_evt_control&) {
  return MOSQ_ERR_SUCCESS;
}

int on_disconnect(Door& door, mosquitto_evt_disconnect& event) {
  door.left(event.client);
  return MOSQ_ERR_SUCCESS;
}

int on_reload(Door& door, mosquitto_evt_reload&) {
  door.reload(now());
  return MOSQ_ERR_SUCCESS;
}

int on_tick(Door& door, mosquitto_evt_tick&) {
  door.tick(now());
  return MOSQ_ERR_SUCCESS;
}

struct Callback {
  int event;
  MOSQ_FUNC_generic_callback function;
};

const std::string& fan_out_topic() {
  static const std::string topic = topics::build(topics::FanOut{});
  return topic;
}

constexpr Callback kCallbacks[] = {
    {MOSQ_EVT_RELOAD, guarded<mosquitto_evt_reload, on_reload>},
    {MOSQ_EVT_ACL_CHECK, guarded<mosquitto_evt_acl_check, on_acl_check>},
    {MOSQ_EVT_BASIC_AUTH, guarded<mosquitto_evt_basic_auth, on_basic_auth>},
    {MOSQ_EVT_CONTROL, guarded<mosquitto_evt_control, on_control>},
    {MOSQ_EVT_MESSAGE, guarded<mosquitto_evt_message, on_message>},
    {MOSQ_EVT_PSK_KEY, guarded<mosquitto_evt_psk_key, on_psk_key>},
    {MOSQ_EVT_TICK, guarded<mosquitto_evt_tick, on_tick>},
    {MOSQ_EVT_DISCONNECT, guarded<mosquitto_evt_disconnect, on_disconnect>},
};

const void* data_of(int event) {
  return event == MOSQ_EVT_CONTROL ? fan_out_topic().c_str() : nullptr;
}

int refuse_to_start(const std::string& why) {
  mosquitto_log_printf(MOSQ_LOG_ERR, "facet: cannot start: %s", why.c_str());
  return MOSQ_ERR_INVAL;
}

std::vector<std::pair<std::string_view, std::string_view>> pairs_of(const mosquitto_opt* options, int count) {
  std::vector<std::pair<std::string_view, std::string_view>> pairs;
  pairs.reserve(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) pairs.emplace_back(view_of(options[i].key), view_of(options[i].value));
  return pairs;
}

int start(mosquitto_plugin_id_t* id, void** userdata, const mosquitto_opt* given, int count) {
  auto options = parse_options(pairs_of(given, count));
  if (!options) return refuse_to_start(options.error().message());
  auto plugin = std::make_unique<Plugin>();
  plugin->id = id;
  auto door = Door::open(std::move(*options), plugin->broker, now());
  if (!door) return refuse_to_start(door.error().message());
  plugin->door = std::move(*door);
  for (const auto& callback : kCallbacks) {
    const int done = mosquitto_callback_register(id, callback.event, callback.function,
                                                 data_of(callback.event), plugin.get());
    // In words it would be mosquitto_strerror(), which not every build of the broker exports.
    if (done != MOSQ_ERR_SUCCESS)
      return refuse_to_start("the broker refuses a callback: " + std::to_string(done));
  }
  plugin->broker.log(LogLevel::notice, "facet: the door is open, version " + std::string{kVersion});
  *userdata = plugin.release();
  return MOSQ_ERR_SUCCESS;
}

void stop(Plugin& plugin) {
  for (const auto& callback : kCallbacks) {
    mosquitto_callback_unregister(plugin.id, callback.event, callback.function, data_of(callback.event));
  }
}

}  // namespace
}  // namespace facet::door

extern "C" {

#define FACET_EXPORT __attribute__((visibility("default")))

FACET_EXPORT int mosquitto_plugin_version(int count, const int* versions) {
  const bool known = std::find(versions, versions + count, MOSQ_PLUGIN_VERSION) != versions + count;
  return known ? MOSQ_PLUGIN_VERSION : -1;
}

FACET_EXPORT int mosquitto_plugin_init(mosquitto_plugin_id_t* id, void** userdata, mosquitto_opt* options,
                                       int count) {
  try {
    return facet::door::start(id, userdata, options, count);
  } catch (const std::exception& error) {
    return facet::door::refuse_to_start(error.what());
  }
}

// Mosquitto calls it also when init failed: then there is nothing.
FACET_EXPORT int mosquitto_plugin_cleanup(void* userdata, mosquitto_opt*, int) {
  const std::unique_ptr<facet::door::Plugin> plugin(static_cast<facet::door::Plugin*>(userdata));
  if (plugin) facet::door::stop(*plugin);
  return MOSQ_ERR_SUCCESS;
}

}  // extern "C"
