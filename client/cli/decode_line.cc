#include "client/cli/decode_line.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "schemas/json_view.h"
#include "schemas/topics.h"

namespace facet::cli {
namespace {

using Json = nlohmann::ordered_json;

std::optional<unsigned> nibble(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

std::optional<Bytes> from_hex(std::string_view hex) {
  if (hex.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  bytes.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const auto high = nibble(hex[i]);
    const auto low = nibble(hex[i + 1]);
    if (!high || !low) return std::nullopt;
    bytes += static_cast<char>(*high << 4 | *low);
  }
  return bytes;
}

// What a topic says by itself; nullopt: not FlatBuffers but JSON for people (ops).
struct Describe {
  Json& json;

  std::optional<Kind> operator()(const topics::Up& topic) {
    owner(topic.user, topic.device);
    switch (topic.kind) {
      case topics::UpKind::groups:
        return Kind::groups_edit;
      case topics::UpKind::status:
        return Kind::status_edit;
      case topics::UpKind::device:
        return Kind::device_report;
      case topics::UpKind::ask:
        return Kind::status_request;
      case topics::UpKind::watch:
        return Kind::watch_edit;
      case topics::UpKind::account:
        return Kind::account_edit;
      case topics::UpKind::query:
        return Kind::query;
    }
    return std::nullopt;
  }
  std::optional<Kind> operator()(const topics::In& topic) {
    json["watcher"] = topic.watcher.digits();
    json["presentity"] = topic.presentity.digits();
    return Kind::view;
  }
  std::optional<Kind> operator()(const topics::Own& topic) {
    own(topic.user, topic.group);
    return Kind::own_group;
  }
  std::optional<Kind> operator()(const topics::OwnMembers& topic) {
    own(topic.user, topic.group);
    return Kind::own_members;
  }
  std::optional<Kind> operator()(const topics::Re& topic) {
    owner(topic.user, topic.device);
    return Kind::receipt;
  }
  std::optional<Kind> operator()(const topics::Link& topic) {
    owner(topic.user, topic.device);
    return Kind::link;
  }
  std::optional<Kind> operator()(const topics::FanOut&) { return Kind::fan_out; }
  std::optional<Kind> operator()(const topics::Ops&) { return std::nullopt; }

  void owner(UserId user, DeviceId device) {
    json["user"] = user.digits();
    json["device"] = device.digits();
  }
  void own(UserId user, GroupId group) {
    json["user"] = user.digits();
    json["group"] = group.digits();
  }
};

void put_refusal(Json& json, const Refusal& refusal) {
  json["error"] = name(refusal.reason);
  if (!refusal.limit.empty()) json["limit"] = refusal.limit;
  if (refusal.limit_value != 0) json["limit_value"] = refusal.limit_value;
}

// The view inside a fan-out is bytes to the schema; people want to read it.
void open_fan_out(Json& payload, std::string_view bytes) {
  const auto fan_out = decode_fan_out(bytes);
  if (!fan_out) return;
  const auto view = json_view(fan_out->view);
  payload["view"] = fan_out->view.empty() ? Json{{"removed", true}}
                    : view                ? Json::parse(*view, nullptr, false)
                                          : Json{{"error", name(view.error().reason)}};
}

void put_payload(Json& json, Kind expected, std::string_view bytes) {
  const auto kind = bytes.size() < 8 ? std::nullopt : kind_of_identifier(bytes.substr(4, 4));
  if (kind && *kind != expected) {
    json["error"] = name(Reason::wrong_kind);
    json["found"] = name(*kind);
    return;
  }
  const auto view = json_view(bytes);
  if (!view) return put_refusal(json, view.error());
  Json payload = Json::parse(*view, nullptr, false);
  if (expected == Kind::fan_out) open_fan_out(payload, bytes);
  json["payload"] = std::move(payload);
}

// JSON as it is; anything else as the text that it is.
void put_text(Json& json, const Bytes& bytes) {
  Json payload = Json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  json["payload"] = payload.is_discarded() ? Json(bytes) : std::move(payload);
}

Json decode(std::string_view topic_text, std::string_view hex) {
  Json json{{"topic", topic_text}};
  const auto topic = topics::parse(topic_text);
  if (!topic) {
    json["error"] = "unknown_topic";
    return json;
  }
  const bool ops = std::holds_alternative<topics::Ops>(*topic);
  Json ids = Json::object();
  const auto kind = std::visit(Describe{ids}, *topic);
  json["kind"] = ops ? "ops" : std::string{name(*kind)};
  json.update(ids);
  const auto bytes = from_hex(hex);
  if (!bytes) {
    json["error"] = "bad_hex";
  } else if (bytes->empty()) {
    json["removed"] = true;
  } else if (ops) {
    put_text(json, *bytes);
  } else {
    put_payload(json, *kind, *bytes);
  }
  return json;
}

std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string decode_line(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  // Topics may hold blanks, hexadecimal does not. mosquitto_sub writes the blank before an empty payload too.
  const std::size_t blank = line.rfind(' ');
  if (blank != std::string_view::npos) return line_of(decode(line.substr(0, blank), line.substr(blank + 1)));
  if (topics::parse(line)) return line_of(decode(line, {}));  // an editor took the blank at the end
  return line_of(Json{{"topic", line}, {"error", "bad_line"}});
}

}  // namespace facet::cli
