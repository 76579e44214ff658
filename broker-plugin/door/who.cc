#include "broker-plugin/door/who.h"

#include <algorithm>

#include "schemas/limits.h"

namespace facet::door {
namespace {

// What Mosquitto puts before the client ids that it makes up itself (auto_id_prefix).
constexpr std::string_view kMadeUp = "auto-";
constexpr std::size_t kServiceIdBytes = 128;

struct Pair {
  UserId user;
  DeviceId device;
};

// "<user>-<device>"
std::optional<Pair> pair_of(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto user = UserId::parse(text.substr(0, dash));
  const auto device = DeviceId::parse(text.substr(dash + 1));
  if (!user || !device) return std::nullopt;
  return Pair{*user, *device};
}

std::optional<Who> bind_phone(std::string_view username, std::string_view client_id) {
  const auto pair = pair_of(client_id);
  if (!pair || pair->device.value() >= limits::kFirstGatewayDevice) return std::nullopt;
  const std::string_view account = account_of(username);
  if (client_id.substr(0, client_id.find('-')) != account) return std::nullopt;
  const bool by_key = account.size() != username.size();
  if (by_key && username != client_id) return std::nullopt;
  return Who{Role::phone, account, pair->user, pair->device, by_key};
}

// Not where another account has the longer name: facet-resolver-r1 is facet-resolver's, not facet's.
bool is_services(const Credentials& accounts, std::string_view username, std::string_view client_id) {
  if (client_id.size() > kServiceIdBytes) return false;
  if (client_id.starts_with(kMadeUp)) return true;
  if (!client_id.starts_with(username)) return false;
  if (client_id.size() == username.size()) return true;
  if (client_id[username.size()] != '-') return false;
  for (auto end = username.size() + 1; end < client_id.size(); ++end) {
    end = std::min(client_id.find('-', end), client_id.size());
    if (accounts.find(client_id.substr(0, end)) != nullptr) return false;
  }
  return true;
}

}  // namespace

std::string_view account_of(std::string_view username) {
  const auto pair = pair_of(username);
  return pair ? username.substr(0, username.find('-')) : username;
}

std::optional<Who> identify(const Credentials& accounts, Role role, std::string_view username,
                            std::string_view client_id) {
  if (role == Role::phone) return bind_phone(username, client_id);
  if (!is_services(accounts, username, client_id)) return std::nullopt;
  Who who{role, username, {}, {}, false};
  if (role == Role::gateway) who.device = gateway_device(username).value_or(DeviceId{});
  return who;
}

std::optional<Who> who_is(const Credentials& accounts, std::string_view username,
                          std::string_view client_id) {
  if (username.empty() || client_id.empty()) return std::nullopt;
  // Digits are always a phone: asked with every delivery, this does without looking anybody up.
  if (username.front() >= '0' && username.front() <= '9') return bind_phone(username, client_id);
  const Credential* account = accounts.find(username);
  if (account == nullptr) return std::nullopt;
  return identify(accounts, account->role, username, client_id);
}

}  // namespace facet::door
