#include "broker-plugin/door/door.h"

// Who are you: the first third of the Door.
namespace facet::door {

Entry Door::may_enter(const Client& client, std::string_view password, std::string& account, Now now) {
  if (reloading_) {
    if (sessions_.knows(client.handle)) return may_stay(client, password) ? Entry::welcome : Entry::denied;
    // A session whose client is away: it enters nothing, and to throw it out would lose what waits for it.
    // Over WebSockets somebody may really be coming in at this moment.
    if (!client.websocket) return Entry::welcome;
  }
  const std::string_view username =
      client.username.empty() ? account_of(client.certificate) : client.username;
  const Credential* found = accounts_.find(username);
  if (!is_known(client, username, is_allowed(found) ? found : nullptr, password, now)) return Entry::denied;
  // The client id comes after the password: nobody who has none is told anything about anybody.
  const auto who = identify(accounts_, found->role, username, client.client_id);
  if (!who) {
    refuse(client, Refused::client_id, 0, now);
    return Entry::denied;
  }
  if (const Entry entry = may_come(client, *who, now); entry != Entry::welcome) return entry;
  if (client.username.empty()) account = username;
  const std::size_t secret = client.certificate.empty() ? secret_of(*found, false, client.client_id) : 0;
  sessions_.came(client.handle, *who, client.client_id, secret, now.unix_us);
  return Entry::welcome;
}

// By the password, or by the certificate. `account`: null when there is none that is allowed.
bool Door::is_known(const Client& client, std::string_view username, const Credential* account,
                    std::string_view password, Now now) {
  if (client.certificate.empty()) return may_enter_by_password(client, account, password, now);
  return (account != nullptr && is_named_by_certificate(client, username)) ||
         refuse(client, Refused::login, 0, now);
}

// A phone may not come too often, nor as too many devices: each login tells the resolver something, each
// device leaves something behind.
Entry Door::may_come(const Client& client, const Who& who, Now now) {
  if (who.role != Role::phone) return Entry::welcome;
  if (!messages_.has(who.name, limits::kComingNeeds, now.moment)) {
    refuse(client, Refused::too_fast, 0, now);
    return Entry::later;
  }
  messages_.take(who.name, limits::kLoginCost, now.moment);
  if (devices_.admit(who.user, who.device, now.moment)) return Entry::welcome;
  refuse(client, Refused::devices, 0, now);
  return Entry::denied;
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
