#pragma once

#include <mutex>

#include "client/lib/online.h"
#include "client/lib/online_lock.h"
#include "client/lib/phone.h"
#include "client/lib/store_asks.h"

namespace facet::client {

class PhoneImpl final : public Phone {
 public:
  using Clock = std::function<Instant()>;

  // As Phone::open(), over any link and clock.
  static Result<std::unique_ptr<Phone>> open(const std::filesystem::path& dir, LinkMaker make_link,
                                             Clock clock);

  PhoneImpl(std::filesystem::path dir, Profile profile, Store store, LinkMaker make_link, Clock clock,
            std::int64_t told);

  const Profile& profile() const override { return profile_; }

  Status put_contacts(const std::vector<Contact>& contacts) override;
  Result<std::vector<Contact>> contacts() const override;
  Result<std::vector<Group>> groups() const override;
  Result<Group> group_named(std::string_view name) const override;
  Result<GroupId> create_group(std::string_view name, std::optional<std::uint16_t> rank) override;
  Status rename_group(GroupId group, std::string_view name) override;
  Status rank_group(GroupId group, std::uint16_t rank) override;
  Status delete_group(GroupId group) override;
  Status add_members(GroupId group, const std::vector<UserId>& members, Time until) override;
  Status remove_members(GroupId group, const std::vector<UserId>& members) override;
  Status set_status(const std::vector<GroupId>& groups, const Setting& setting) override;
  Status set_automatics(const std::vector<GroupId>& groups, const AutomaticsChange& change) override;
  Status set_schedule(GroupId group, const Schedule& schedule, const std::string& zone) override;
  Status set_zone(const std::string& zone) override;
  Result<std::string> zone() const override;
  Status block(const std::vector<UserId>& contacts) override;
  Status unblock(const std::vector<UserId>& contacts) override;
  Status set_override(const std::vector<UserId>& contacts, const Setting& setting) override;
  Status clear_override(const std::vector<UserId>& contacts) override;
  Result<std::vector<ContactRule>> contact_rules() const override;
  Status set_stance(const std::vector<UserId>& presentities, Stance stance) override;
  Status set_strangers(Strangers strangers) override;
  Result<std::vector<ContactStance>> stances() const override;
  Result<Strangers> strangers() const override;
  Result<bool> set_in_call(bool in_call, std::chrono::milliseconds limit) override;
  Result<std::optional<Time>> in_call_since() const override;
  Status erase_account(UserId again) override;
  Result<std::optional<Time>> erased_at() const override;
  Result<std::vector<ContactView>> views() const override;
  Result<std::size_t> waiting() const override;

  Result<SyncReport> sync(std::chrono::milliseconds limit) override;
  Result<std::vector<Answer>> ask(const std::vector<UserId>& presentities,
                                  std::chrono::milliseconds limit) override;
  Result<Seen> view_as(UserId contact, std::chrono::milliseconds limit) override;
  Result<std::vector<Seen>> watchers(std::chrono::milliseconds limit) override;
  Result<std::vector<LogEntry>> log(std::chrono::milliseconds limit) override;
  Result<std::vector<Source>> sources(std::chrono::milliseconds limit) override;
  Status restore(std::chrono::milliseconds limit) override;
  Status stay_online(const Events& events, std::stop_token stop) override;

 private:
  // How a wait for something that needs the network went.
  struct Waited {
    End end = End::reached;
    bool complete = false;  // all that the resolver has for this phone has come
  };
  // Goes online for `goal`, or waits for the process that is, until `done` (asked of the store) or the
  // deadline; takes over when that process goes.
  Result<Waited> online_or_wait(const Goal& goal, const std::function<Result<bool>(Store&)>& done);
  // One stretch online, by the holder of the lock.
  Result<Waited> go_online(Store& store, const Goal& goal);
  Result<SyncReport> report();
  // Asks all of `questions` and gives the pages of all answers, in order. errc::refused when one was,
  // no_answer when one did not come.
  Result<std::vector<Receipt>> exchange(const std::vector<Question>& questions,
                                        std::chrono::milliseconds limit);
  Result<std::vector<Receipt>> query(QueryKind kind, UserId subject, std::chrono::milliseconds limit);
  Result<Group> shown(GroupRow row) const;  // with the guard held

  const std::filesystem::path dir_;
  const Profile profile_;
  const LinkMaker make_link_;
  const Clock clock_;
  mutable std::mutex mutex_;  // for what follows; never held while waiting for the network
  mutable Store store_;
  std::unique_ptr<Link> parted_;  // closed; destroying it may take seconds, so that is left for later
  std::int64_t told_;             // the last outcome that a SyncReport told
};

}  // namespace facet::client
