#include "client/lib/changes.h"
#include "client/lib/phone_impl.h"
#include "client/lib/store_contact_rules.h"
#include "client/lib/store_meta.h"
#include "client/lib/store_self.h"

// What works without a network, beyond groups and contacts.
namespace facet::client {

using Guard = std::lock_guard<std::mutex>;

Status PhoneImpl::set_automatics(const std::vector<GroupId>& groups, const AutomaticsChange& change) {
  const Guard guard(mutex_);
  return client::set_automatics(store_, groups, change, clock_());
}

Status PhoneImpl::set_schedule(GroupId group, const Schedule& schedule, const std::string& zone) {
  const Guard guard(mutex_);
  return client::set_schedule(store_, group, schedule, zone, clock_());
}

Status PhoneImpl::set_zone(const std::string& zone) {
  const Guard guard(mutex_);
  return client::set_zone(store_, zone, clock_());
}

Result<std::string> PhoneImpl::zone() const {
  const Guard guard(mutex_);
  return text(store_.db(), "zone");
}

Status PhoneImpl::block(const std::vector<UserId>& contacts) {
  const Guard guard(mutex_);
  return set_blocked(store_, contacts, true, clock_());
}

Status PhoneImpl::unblock(const std::vector<UserId>& contacts) {
  const Guard guard(mutex_);
  return set_blocked(store_, contacts, false, clock_());
}

Status PhoneImpl::set_override(const std::vector<UserId>& contacts, const Setting& setting) {
  const Guard guard(mutex_);
  return client::set_override(store_, contacts, setting, clock_());
}

Status PhoneImpl::clear_override(const std::vector<UserId>& contacts) {
  const Guard guard(mutex_);
  return client::set_override(store_, contacts, std::nullopt, clock_());
}

Result<std::vector<ContactRule>> PhoneImpl::contact_rules() const {
  const Guard guard(mutex_);
  return read_contact_rules(store_.db(), to_time(clock_()));
}

Status PhoneImpl::set_stance(const std::vector<UserId>& presentities, Stance stance) {
  const Guard guard(mutex_);
  return client::set_stance(store_, presentities, stance, clock_());
}

Status PhoneImpl::set_strangers(Strangers strangers) {
  const Guard guard(mutex_);
  return client::set_strangers(store_, strangers, clock_());
}

Result<std::vector<ContactStance>> PhoneImpl::stances() const {
  const Guard guard(mutex_);
  return read_stances(store_.db());
}

Result<Strangers> PhoneImpl::strangers() const {
  const Guard guard(mutex_);
  const auto strangers = meta(store_.db(), "strangers");
  if (!strangers) return fail(strangers.error());
  return static_cast<Strangers>(*strangers);
}

Result<std::optional<Time>> PhoneImpl::in_call_since() const {
  const Guard guard(mutex_);
  return call_since(store_.db(), to_time(clock_()));
}

Status PhoneImpl::erase_account(UserId again) {
  if (again != profile_.user) {
    return fail(errc::bad_value, "that is not the number of this phone; only its own account can be erased");
  }
  const Guard guard(mutex_);
  return client::erase_account(store_, profile_.user, clock_());
}

Result<std::optional<Time>> PhoneImpl::erased_at() const {
  const Guard guard(mutex_);
  return client::erased_at(store_.db());
}

}  // namespace facet::client
