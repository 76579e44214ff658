#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/lib/phone.h"

namespace facet::cli::test {

// A phone in memory whose network does what the test says. What outlives the Phone stands in PhoneState,
// since a command opens and closes it.
struct PhoneState {
  client::Profile profile{UserId{8613800138000}, DeviceId{7}, "CN", "broker.example", 1883, "secret", {}};
  std::vector<client::Contact> contacts;
  std::vector<client::Group> groups;  // without `other`
  client::Group other{kOther, "other", 0, {}, {}, {}, {}, {}, {}};
  std::size_t waiting = 0;                                    // grows by one with every change
  std::vector<std::pair<std::vector<GroupId>, Setting>> set;  // what set_status was given
  std::vector<client::ContactView> views;
  std::string zone;
  std::map<UserId, client::ContactRule> rules;
  std::map<UserId, Stance> stances;
  Strangers strangers = Strangers::unset;
  std::optional<Time> in_call_since;
  bool tells_calls = true;  // whether set_in_call finds a process that is online
  std::optional<Time> erased_at;
  std::optional<UserId> erasing;  // what erase_account was given
  std::optional<Error> log_error;
  std::vector<Seen> seen;
  std::vector<LogEntry> log;
  std::vector<Source> sources;

  int opened = 0;
  int synced = 0;
  int restored = 0;
  std::optional<Error> restore_error;
  std::chrono::milliseconds limit{0};  // of the last sync or ask
  // What sync answers; unset: everything is accepted.
  std::function<Result<client::SyncReport>(PhoneState&)> on_sync;
  std::function<Result<std::vector<Answer>>(const std::vector<UserId>&)> on_ask;
  std::function<Status(const client::Events&, std::stop_token)> on_stay_online;

  client::Group& add_group(std::string name, std::vector<UserId> members = {});
};

class FakePhone final : public client::Phone {
 public:
  explicit FakePhone(PhoneState& state) : state_(state) {}

  const client::Profile& profile() const override { return state_.profile; }
  Status put_contacts(const std::vector<client::Contact>& contacts) override;
  Result<std::vector<client::Contact>> contacts() const override { return state_.contacts; }
  Result<std::vector<client::Group>> groups() const override;
  Result<client::Group> group_named(std::string_view name) const override;
  Result<GroupId> create_group(std::string_view name, std::optional<std::uint16_t> rank) override;
  Status rename_group(GroupId group, std::string_view name) override;
  Status rank_group(GroupId group, std::uint16_t rank) override;
  Status delete_group(GroupId group) override;
  Status add_members(GroupId group, const std::vector<UserId>& members, Time until) override;
  Status remove_members(GroupId group, const std::vector<UserId>& members) override;
  Status set_status(const std::vector<GroupId>& groups, const Setting& setting) override;
  Status set_automatics(const std::vector<GroupId>& groups, const client::AutomaticsChange& change) override;
  Status set_schedule(GroupId group, const Schedule& schedule, const std::string& zone) override;
  Status set_zone(const std::string& zone) override;
  Result<std::string> zone() const override { return state_.zone; }
  Status block(const std::vector<UserId>& contacts) override;
  Status unblock(const std::vector<UserId>& contacts) override;
  Status set_override(const std::vector<UserId>& contacts, const Setting& setting) override;
  Status clear_override(const std::vector<UserId>& contacts) override;
  Result<std::vector<client::ContactRule>> contact_rules() const override;
  Status set_stance(const std::vector<UserId>& presentities, Stance stance) override;
  Status set_strangers(Strangers strangers) override;
  Result<std::vector<client::ContactStance>> stances() const override;
  Result<Strangers> strangers() const override { return state_.strangers; }
  Result<bool> set_in_call(bool in_call, std::chrono::milliseconds limit) override;
  Result<std::optional<Time>> in_call_since() const override { return state_.in_call_since; }
  Status erase_account(UserId again) override;
  Result<std::optional<Time>> erased_at() const override { return state_.erased_at; }
  Result<Seen> view_as(UserId contact, std::chrono::milliseconds limit) override;
  Result<std::vector<Seen>> watchers(std::chrono::milliseconds) override { return state_.seen; }
  Result<std::vector<LogEntry>> log(std::chrono::milliseconds) override {
    if (state_.log_error) return tl::unexpected(*state_.log_error);
    return state_.log;
  }
  Result<std::vector<Source>> sources(std::chrono::milliseconds) override { return state_.sources; }
  Status restore(std::chrono::milliseconds) override {
    ++state_.restored;
    return state_.restore_error ? Status{tl::unexpected(*state_.restore_error)} : Status{};
  }
  Result<std::vector<client::ContactView>> views() const override { return state_.views; }
  Result<std::size_t> waiting() const override { return state_.waiting; }
  Result<client::SyncReport> sync(std::chrono::milliseconds limit) override;
  Result<std::vector<Answer>> ask(const std::vector<UserId>& presentities,
                                  std::chrono::milliseconds limit) override;
  Status stay_online(const client::Events& events, std::stop_token stop) override;

 private:
  client::Group* find(GroupId id);
  client::Group* find_or_other(GroupId id);
  Status change_rules(const std::vector<UserId>& contacts,
                      const std::function<void(client::ContactRule&)>& how);
  Status change(GroupId id, const std::function<void(client::Group&)>& how);

  PhoneState& state_;
};

}  // namespace facet::cli::test
