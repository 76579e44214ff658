#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/messages.h"
#include "schemas/result.h"

// The client library: one phone of one person. Everything it changes is first written to the phone's own
// store and works without a network; `sync` and `stay_online` carry it to the resolver and keep it until its
// receipt.
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

// Thread-safe. Several processes may open the same folder: one at a time is online (an exclusive lock on
// `<dir>/online.lock`); while another one is, `sync` and `ask` leave the work to it and wait for the result.
// The destructor may take two seconds after a connection (Paho ends its threads by polling); nothing is lost
// when the process exits without it.
class Phone {
 public:
  // errc::no_profile, bad_profile, store, newer_store.
  static Result<std::unique_ptr<Phone>> open(const std::filesystem::path& dir);
  virtual ~Phone() = default;

  virtual const Profile& profile() const = 0;

  // ---- contacts: on this phone only -------------------------------------------------------------------
  // Adds, or renames what is there. All or nothing.
  virtual Status put_contacts(const std::vector<Contact>& contacts) = 0;
  virtual Result<std::vector<Contact>> contacts() const = 0;  // by name, then number

  // ---- groups and statuses: durable on this phone when the call returns, sent by sync -------------------
  virtual Result<std::vector<Group>> groups() const = 0;  // by rank, `other` (id 0) last, always there
  virtual Result<Group> group_named(std::string_view name) const = 0;  // case-insensitive; "other" too
  // The id follows from the name, so that two devices that both make "Family" make the same group.
  // The new group ranks below all others unless `rank` says where; groups that stand there move down.
  // bad_value: empty, "other" or not clean text; over_limit; group_exists: whatever the letters' case.
  virtual Result<GroupId> create_group(std::string_view name, std::optional<std::uint16_t> rank = {}) = 0;
  virtual Status rename_group(GroupId group, std::string_view name) = 0;
  virtual Status rank_group(GroupId group, std::uint16_t rank) = 0;  // those that stand there move down
  virtual Status delete_group(GroupId group) = 0;
  virtual Status add_members(GroupId group, const std::vector<UserId>& members) = 0;
  virtual Status remove_members(GroupId group, const std::vector<UserId>& members) = 0;
  // One message, whatever the number of groups; kEveryGroup alone means every group but `other`. Without
  // `until` it replaces whatever the groups were told; with it, it lies over that until then. Statuses that
  // were never sent and of which nothing is left are not sent any more.
  virtual Status set_status(const std::vector<GroupId>& groups, const Setting& setting) = 0;

  // ---- what my contacts show me ------------------------------------------------------------------------
  // As last received: right while online, the last known otherwise. Contacts without a View are included.
  virtual Result<std::vector<ContactView>> views() const = 0;

  // ---- the network -------------------------------------------------------------------------------------
  virtual Result<std::size_t> waiting() const = 0;  // changes without a receipt
  // Connects, sends what waits in order, takes receipts, own groups and Views; returns when nothing waits and
  // the Views are complete, or at the time limit. Without a connection: unreachable or not_authorised,
  // nothing lost. Not everything receipted in time: still a report, with `waiting` > 0; no_answer when
  // nothing waits but the Views are not complete. refused: the resolver does not take this phone as it is
  // (its clock, too many devices); everything is kept. busy: the process that is online did not do it in
  // time.
  virtual Result<SyncReport> sync(std::chrono::milliseconds limit) = 0;
  // The View of each presentity as the resolver answers it now; same order as asked. Errors as sync;
  // no_answer when not all were answered in time.
  virtual Result<std::vector<Answer>> ask(const std::vector<UserId>& presentities,
                                          std::chrono::milliseconds limit) = 0;
  // Stays connected, reconnects with growing pauses, syncs what this or another process adds, until `stop`.
  // errc::busy at once when another process of this profile is online already; not_authorised and
  // refused at once.
  virtual Status stay_online(const Events& events, std::stop_token stop) = 0;
};

}  // namespace facet::client

template <>
struct std::is_error_code_enum<facet::client::errc> : std::true_type {};
