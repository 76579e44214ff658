#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "client/lib/phone_types.h"

// The client library: one phone of one person. Everything it changes is first written to the phone's own
// store and works without a network; `sync` and `stay_online` carry it to the resolver and keep it until its
// receipt.
namespace facet::client {

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
  // Until `until` (kNoTime: for good), also for those who are members already until some other time.
  virtual Status add_members(GroupId group, const std::vector<UserId>& members, Time until = kNoTime) = 0;
  virtual Status remove_members(GroupId group, const std::vector<UserId>& members) = 0;
  // One message, whatever the number of groups; kEveryGroup alone means every group but `other`. Without
  // `until` it replaces whatever the groups were told; with it, it lies over that until then. Statuses that
  // were never sent and of which nothing is left are not sent any more.
  virtual Status set_status(const std::vector<GroupId>& groups, const Setting& setting) = 0;

  // As set_status; also of `other`.
  virtual Status set_automatics(const std::vector<GroupId>& groups, const AutomaticsChange& change) = 0;
  // The whole schedule of one group, also `other`; empty: none any more. `zone`: the IANA name of the zone in
  // which all schedules are read; empty: as it is.
  virtual Status set_schedule(GroupId group, const Schedule& schedule, const std::string& zone = {}) = 0;
  virtual Status set_zone(const std::string& zone) = 0;
  virtual Result<std::string> zone() const = 0;  // empty: never set

  // ---- single contacts: durable and sent like the rest ----------------------------------------------------
  virtual Status block(const std::vector<UserId>& contacts) = 0;
  virtual Status unblock(const std::vector<UserId>& contacts) = 0;
  virtual Status set_override(const std::vector<UserId>& contacts, const Setting& setting) = 0;
  virtual Status clear_override(const std::vector<UserId>& contacts) = 0;
  // Everybody who is blocked or has an override that is not over: by name, then number.
  virtual Result<std::vector<ContactRule>> contact_rules() const = 0;

  // ---- whom I let show me something: durable and sent like the rest ---------------------------------------
  // Contacts of the address book who are in no group are accepted by put_contacts, remove_members and
  // delete_group, unless a stance was taken already: a phone shows whom its owner knows.
  virtual Status set_stance(const std::vector<UserId>& presentities, Stance stance) = 0;  // none: forgets
  virtual Status set_strangers(Strangers strangers) = 0;
  virtual Result<std::vector<ContactStance>> stances() const = 0;  // by number; as this phone knows
  virtual Result<Strangers> strangers() const = 0;                 // unset: this phone never set it

  // ---- calls, and the account -----------------------------------------------------------------------------
  // In force while a process of this phone stays online: that one tells the resolver, again after each
  // reconnect and each hour. true: it has. false: it is kept, but nobody is online, or did not tell in time.
  virtual Result<bool> set_in_call(bool in_call, std::chrono::milliseconds limit) = 0;
  virtual Result<std::optional<Time>> in_call_since() const = 0;
  // Ends the account at the resolver: what waits is dropped, and from now on nothing else can be changed
  // (errc::erased). `again` has to be the phone's own number. What is in the folder stays.
  virtual Status erase_account(UserId again) = 0;
  virtual Result<std::optional<Time>> erased_at() const = 0;  // when the resolver had done it

  // ---- what my contacts show me ------------------------------------------------------------------------
  // As last received: right while online, the last known otherwise. Contacts without a View are included;
  // a View that the resolver gave an end is not shown after it.
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
  // Whatever is known of the owner at the resolver, as of now. Errors as ask; refused too when it holds
  // nothing of the kind.
  virtual Result<Seen> view_as(UserId contact, std::chrono::milliseconds limit) = 0;
  virtual Result<std::vector<Seen>> watchers(std::chrono::milliseconds limit) = 0;   // by number
  virtual Result<std::vector<LogEntry>> log(std::chrono::milliseconds limit) = 0;    // the latest first
  virtual Result<std::vector<Source>> sources(std::chrono::milliseconds limit) = 0;  // by number
  // Takes over from the resolver what no topic brings: blocks, overrides and stances, for a phone that was
  // set up anew or whose change was not taken. Does nothing when this phone knows.
  virtual Status restore(std::chrono::milliseconds limit) = 0;
  // Stays connected, reconnects with growing pauses, syncs what this or another process adds, until `stop`.
  // errc::busy at once when another process of this profile is online already; not_authorised and
  // refused at once; erased when that is done.
  virtual Status stay_online(const Events& events, std::stop_token stop) = 0;
};

}  // namespace facet::client
