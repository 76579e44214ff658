#include "resolver/run.h"

#include <cstdio>

#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "resolver/adapters/rocksdb/checkpoint.h"
#include "resolver/adapters/rocksdb/rocksdb_store.h"
#include "resolver/adapters/system_clock.h"
#include "resolver/adapters/zones/iana_zones.h"
#include "resolver/backup/lease.h"
#include "resolver/pipeline/resolver.h"
#include "resolver/signals.h"
#include "schemas/topics.h"

namespace facet::resolver {
namespace {

constexpr std::chrono::seconds kDrain{5};

int failed(const char* what, const Error& error) {
  std::fprintf(stderr, "facet-resolver: %s: %s\n", what, error.message().c_str());
  return 1;
}

MqttBusOptions bus_options(const Config& config) {
  MqttBusOptions options;
  options.host = config.broker.host;
  options.port = config.broker.port;
  options.username = config.broker.username;
  options.password = config.broker.password;
  options.client_id = config.broker.client_id;
  options.ca_file = config.broker.ca_file;
  options.mqtt_version = config.broker.mqtt_version;
  // The plugin's report stands first: with a new boot number known, what is left of an older run of the
  // broker among the links is taken for what it is. QoS 0: a report that waited for us would tell of the
  // past.
  options.subscriptions = {{topics::plugin_op(), 0},
                           {topics::every_link()},
                           {topics::every_up()},
                           {topics::resolver_op(config.resolver.id, "epoch")},
                           {topics::resolver_op(config.resolver.id, "probe")}};
  options.will =
      MqttStatement{topics::resolver_op(config.resolver.id, "state"), Ops::gone_payload(config.resolver.id)};
  return options;
}

}  // namespace

int run(const Config& config) {
  Signals signals;  // before RocksDB and Paho start their threads
  Log log{LogOptions{.level = config.log.level, .format = config.log.format}};
  Counters counters;
  const SystemClock clock;
  auto store = open_rocksdb_store(config.resolver.data_dir, StoreOptions{});
  if (!store) return failed("cannot open the store", store.error());
  // The folder's own, so that it is there whatever else may fail. Ends before the store does.
  const auto backups = LeaseServer::start(config.resolver.data_dir,
                                          [&](const auto& dir) { return make_checkpoint(**store, dir); });
  if (!backups) return failed("cannot start", backups.error());
  auto bus = MqttBus::create(bus_options(config), log, counters);
  if (!bus) return failed("cannot use the broker", bus.error());

  const auto zones = open_iana_zones();
  if (!zones) return failed("cannot read the time zones", zones.error());

  std::atomic<bool> broken{false};
  ResolverOptions options;
  options.id = config.resolver.id;
  options.publish_per_second = config.limits.publish_per_second;
  options.grace = std::chrono::seconds{config.presence.grace_seconds};
  options.follow = std::chrono::hours{config.strangers.follow_hours};
  options.damping = {std::chrono::seconds{config.damping.seconds}, config.damping.burst};
  options.fatal = [&](const Error& error) {
    failed("the disk does not keep what it is given; see to it and start again", error);
    broken = true;
    signals.wake();
  };
  Resolver resolver(**store, **bus, clock, **zones, log, counters, std::move(options));
  if (auto started = resolver.start(); !started) return failed("cannot start", started.error());
  if (auto started = (*bus)->start(resolver); !started) return failed("cannot start", started.error());
  signals.wait();

  log.info("stopping", {});
  resolver.stop();
  (*bus)->stop(kDrain);
  const auto synced = (*store)->sync();
  if (!synced) return failed("cannot end in order", synced.error());
  log.info("stopped", {});
  return broken ? 1 : 0;
}

}  // namespace facet::resolver
