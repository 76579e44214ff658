#pragma once

#include <mqtt/connect_options.h>
#include <mqtt/create_options.h>
#include <mqtt/properties.h>

#include <chrono>
#include <optional>
#include <string>

#include "resolver/adapters/mqtt/mqtt_bus.h"

// MqttBusOptions in Paho's words. Internal to the adapter's .cc files.
namespace facet::resolver {

std::string broker_uri(const MqttBusOptions& options);
mqtt::create_options create_options(const MqttBusOptions& options);
mqtt::connect_options connect_options(const MqttBusOptions& options);
mqtt::properties message_properties(std::optional<std::chrono::seconds> expiry);

// The broker's reason in words: "Not authorized". For CONNACK and SUBACK codes of either version.
std::string connect_reason(int code, int mqtt_version);
std::string reason(int code);

}  // namespace facet::resolver
