#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schemas/messages.h"
#include "schemas/result.h"

// What phone.h takes and gives.
namespace facet::client {

enum class errc {
  no_profile = 1,  // the folder holds none: `facet init` first
  profile_exists,
  bad_profile,  // unreadable or incomplete
  store,        // SQLite's own word in the detail
  newer_store,  // made by a newer version of Facet
  no_such_group,
  group_exists,
  no_such_contact,
  bad_value,       // the detail says which and its range
  over_limit,      // the detail names the limit of schemas/limits.h
  unreachable,     // no connection to the broker in time
  not_authorised,  // the broker refused user or password
  no_answer,       // connected, but no receipt in time: kept, sent again next time
  refused,         // the resolver said no; the detail says why
  busy,            // another process of this profile is online and did not do it in time
  erased,          // this account was erased, or is about to be: nothing is changed or sent any more
};
std::error_code make_error_code(errc code);

// Who and where this phone is. `<dir>/profile.toml`, mode 0600 (it holds the password).
struct Profile {
  UserId user;
  DeviceId device;
  std::string region;  // ISO 3166 two letters: how numbers without a country code are read
  std::string host = "127.0.0.1";
  std::uint16_t port = 1883;
  std::string password;
  std::string ca_file;  // not empty: TLS
};
Status create_profile(const std::filesystem::path& dir, const Profile& profile);
Result<Profile> load_profile(const std::filesystem::path& dir);

struct Contact {
  UserId number;
  std::string name;  // stays on the phone: never sent
};

// A group as this phone knows it, with changes that still wait for their receipt already in it.
struct Group {
  GroupId id;
  std::string name;
  std::uint16_t rank = 0;
  Setting base;
  std::optional<Setting> temporary;
  std::vector<UserId> members;
  std::map<UserId, Time> untils{};  // of the members who are one only until then
  Automatics automatics{};
  Schedule schedule{};
};

// What was decided for one contact alone, as this phone knows it.
struct ContactRule {
  UserId number;
  std::string name;  // from this phone's contacts, may be empty
  bool blocked = false;
  std::optional<Setting> override_setting;
};

// What this phone said of somebody who shows it something.
struct ContactStance {
  UserId number;
  Stance stance = Stance::none;
};

// What to change of the automatic statuses of a group; nullopt: stays as it is.
struct AutomaticsChange {
  std::optional<Automatic> off;
  std::optional<Automatic> in_call;
};

struct ContactView {
  UserId presentity;
  std::string name;          // from this phone's contacts, may be empty
  std::optional<View> view;  // nullopt: unknown, never told
};

// What became of the changes, counted since the phone was opened or the last report: also of what another
// process sent meanwhile.
struct SyncReport {
  std::size_t sent = 0;
  std::size_t accepted = 0;
  std::size_t stale = 0;
  std::vector<Receipt> refused;  // taken out of the queue: they would be refused again
  std::size_t waiting = 0;       // still without a receipt
};

// What `stay_online` tells; called on its own thread, one at a time.
struct Events {
  std::function<void(bool online)> connection;
  // For every View that came, changed or went; once, however often a reconnect brings it again.
  std::function<void(const ContactView&)> view;
};

}  // namespace facet::client

template <>
struct std::is_error_code_enum<facet::client::errc> : std::true_type {};
