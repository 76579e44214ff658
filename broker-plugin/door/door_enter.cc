#include "broker-plugin/door/door.h"

// Who are you: the first third of the Door.
namespace facet::door {

bool Door::may_enter(const Client& client, std::string_view password, std::string& account, Now now) {
  if (reloading_) {
    if (sessions_.knows(client.handle)) return may_stay(client, password);
    // A session whose client is away: it enters nothing, and to throw it out would lose what waits for it.
    // Over WebSockets somebody may really be coming in at this moment.
    if (!client.websocket) return true;
  }
  const std::string_view username =
      client.username.empty() ? account_of(client.certificate) : client.username;
  const Credential* found = accounts_.find(username);
  // The client id comes after the password: nobody who has none is told anything about anybody.
  if (client.certificate.empty()) {
    if (!may_enter_by_password(client, is_allowed(found) ? found : nullptr, password, now)) return false;
  } else if (!is_allowed(found) || !is_named_by_certificate(client, username)) {
    return refuse(client, Refused::login, 0, now);
  }
  const auto who = identify(accounts_, found->role, username, client.client_id);
  if (!who) return refuse(client, Refused::client_id, 0, now);
  if (!may_come(client, *who, now)) return false;
  if (client.username.empty()) account = username;
  const std::size_t secret = client.certificate.empty() ? secret_of(*found, false, client.client_id) : 0;
  sessions_.came(client.handle, *who, client.client_id, secret, now.unix_us);
  return true;
}

// A phone may not come too often, nor as too many devices: each login tells the resolver something, each
// device leaves something behind.
bool Door::may_come(const Client& client, const Who& who, Now now) {
  if (who.role != Role::phone) return true;
  if (!messages_.take(who.name, limits::kLoginCost, now.moment)) {
    return refuse(client, Refused::too_fast, 0, now);
  }
  return devices_.admit(who.user, who.device, now.moment) || refuse(client, Refused::devices, 0, now);
}

bool Door::may_enter_by_password(const Client& client, const Credential* account, std::string_view password,
                                 Now now) {
  switch (logins_.check(account, client.username, password, client.address, now.moment)) {
    case Login::accepted:
      return true;
    case Login::denied:
      return refuse(client, Refused::login, 0, now);
    case Login::limited:
      return refuse(client, Refused::login_rate, 0, now);
  }
  return false;
}

// A certificate's common name is a user, for all its devices, or <user>-<device>, for that one alone.
bool Door::is_named_by_certificate(const Client& client, std::string_view username) {
  const std::string_view account = account_of(client.certificate);
  if (account != username) return false;
  return account.size() == client.certificate.size() || client.certificate == client.client_id;
}

bool Door::may_stay(const Client& client, std::string_view password) {
  const Credential* account = accounts_.find(account_of(client.username));
  if (!is_allowed(account)) return false;
  return !client.certificate.empty() || logins_.still_right(*account, password);
}

std::string_view Door::key_of(std::string_view identity) const {
  const auto who = identify(accounts_, Role::phone, identity, identity);
  if (!who || !who->by_key) return {};
  const Credential* account = accounts_.find(who->name);
  if (!is_allowed(account) || account->role != Role::phone) return {};
  for (const auto& psk : account->psks) {
    if (psk.device == who->device) return psk.key_hex;
  }
  return {};
}

}  // namespace facet::door
