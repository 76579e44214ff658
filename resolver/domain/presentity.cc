#include "resolver/domain/presentity.h"

#include <algorithm>

namespace facet::resolver {
namespace {

auto place_of(std::vector<Membership>& memberships, GroupId group) {
  return std::lower_bound(memberships.begin(), memberships.end(), group,
                          [](const Membership& m, GroupId id) { return m.group < id; });
}

}  // namespace

const GroupState* Presentity::group(GroupId id) const {
  const auto found = groups_.find(id);
  return found == groups_.end() ? nullptr : &found->second;
}

const GroupState* Presentity::existing_group(GroupId id) const {
  const auto* found = group(id);
  return found != nullptr && found->exists() ? found : nullptr;
}

void Presentity::put_group(GroupState group) {
  for (const Revision revision :
       {group.name_revision, group.rank_revision, group.erased, group.members_revision,
        group.setting_revision, group.automatics_revision, group.schedule_revision}) {
    saw(revision);
  }
  groups_.insert_or_assign(group.id, std::move(group));
}

const Contact* Presentity::contact(UserId id) const {
  const auto found = contacts_.find(id);
  return found == contacts_.end() ? nullptr : &found->second;
}

const Membership* Presentity::membership(UserId id, GroupId group) const {
  const auto* found = contact(id);
  if (found == nullptr) return nullptr;
  for (const auto& membership : found->memberships) {
    if (membership.group == group) return &membership;
  }
  return nullptr;
}

ContactState Presentity::own_of(UserId id) const {
  const auto* found = contact(id);
  if (found == nullptr) return {};
  ContactState own = found->own;
  if (!counts(id, own.override_revision)) own.override_setting.reset();
  if (!counts(id, own.block_revision)) own.blocked = false;
  return own;
}

bool Presentity::knows(UserId id) const {
  const auto* found = contact(id);
  if (found == nullptr) return false;
  if (found->own.override_setting && counts(id, found->own.override_revision)) return true;
  return std::any_of(found->memberships.begin(), found->memberships.end(),
                     [&](const Membership& one) { return !one.removed && counts(id, one.revision); });
}

void Presentity::count(const Membership& membership, int change) {
  const auto step = static_cast<std::size_t>(change);  // wraps to a subtraction for -1
  if (membership.removed) {
    removals_ += step;
  } else {
    live_memberships_ += step;
    member_counts_[membership.group] += step;
  }
}

void Presentity::put_membership(UserId id, Membership membership) {
  saw(membership.revision);
  count(membership, 1);
  auto& memberships = contacts_[id].memberships;
  const auto at = place_of(memberships, membership.group);
  if (at != memberships.end() && at->group == membership.group) {
    count(*at, -1);
    *at = membership;
  } else {
    memberships.insert(at, membership);
  }
}

void Presentity::drop_membership(UserId id, GroupId group) {
  const auto found = contacts_.find(id);
  if (found == contacts_.end()) return;
  auto& memberships = found->second.memberships;
  const auto at = place_of(memberships, group);
  if (at == memberships.end() || at->group != group) return;
  count(*at, -1);
  memberships.erase(at);
  forget_if_empty(id);
}

void Presentity::put_contact(UserId id, ContactState own) {
  saw(own.override_revision);
  saw(own.block_revision);
  ContactState& held = contacts_[id].own;
  followers_ -= held.follows_until != kNoTime ? 1 : 0;
  followers_ += own.follows_until != kNoTime ? 1 : 0;
  held = std::move(own);
  forget_if_empty(id);
}

void Presentity::put_account(Account account) {
  for (const Revision revision : {account.zone_revision, account.strangers_revision, account.erased}) {
    saw(revision);
  }
  account_ = std::move(account);
}

Stance Presentity::stance(UserId of) const {
  const auto found = stances_.find(of);
  if (found == stances_.end() || !counts(of, found->second.revision)) return Stance::none;
  return found->second.stance;
}

void Presentity::put_stance(UserId of, StanceState state) {
  saw(state.revision);
  stances_.insert_or_assign(of, state);
}

void Presentity::wipe() {
  Presentity anew{id_};
  anew.put_account(account_);
  anew.zone_ = zone_;
  anew.formers_ = formers_;
  *this = std::move(anew);
}

void Presentity::forget_if_empty(UserId id) {
  const auto found = contacts_.find(id);
  if (found != contacts_.end() && found->second == Contact{}) contacts_.erase(found);
}

const Device* Presentity::device(DeviceId id) const {
  const auto found = devices_.find(id);
  return found == devices_.end() ? nullptr : &found->second;
}

void Presentity::put_device(DeviceId id, const Device& device) {
  drop_device(id);
  devices_.emplace(id, device);
  present_devices_ += device.present ? 1 : 0;
}

void Presentity::drop_device(DeviceId id) {
  const auto found = devices_.find(id);
  if (found == devices_.end()) return;
  present_devices_ -= found->second.present ? 1 : 0;
  devices_.erase(found);
}

Time Presentity::off_since() const {
  Time since = kNoTime;
  for (const auto& [id, device] : devices_) since = std::max(since, device.gone_at);
  return since;
}

Time Presentity::call_since() const {
  Time since = kNoTime;
  for (const auto& [id, device] : devices_) {
    if (!device.present || device.call_since == kNoTime) continue;
    since = since == kNoTime ? device.call_since : std::min(since, device.call_since);
  }
  return since;
}

const ZoneTable& Presentity::zone() const {
  static const ZoneTable kUtc;
  return zone_ == nullptr ? kUtc : *zone_;
}

Instant Presentity::former_until(UserId contact) const {
  if (formers_ == nullptr) return Instant::min();
  const auto found = formers_->find(contact);
  return found == formers_->end() ? Instant::min() : found->second;
}

std::vector<UserId> Presentity::members(GroupId group) const {
  std::vector<UserId> result;
  if (member_count(group) == 0) return result;
  result.reserve(member_count(group));
  for (const auto& [id, contact] : contacts_) {
    for (const auto& membership : contact.memberships) {
      if (membership.group == group && !membership.removed) result.push_back(id);
    }
  }
  return result;
}

std::size_t Presentity::member_count(GroupId group) const {
  const auto found = member_counts_.find(group);
  return found == member_counts_.end() ? 0 : found->second;
}

std::size_t Presentity::existing_groups() const {
  return static_cast<std::size_t>(std::count_if(groups_.begin(), groups_.end(), [](const auto& entry) {
    return entry.first != kOther && entry.second.exists();
  }));
}

}  // namespace facet::resolver
