#include "tests/support/memory_store.h"

#include <algorithm>

#include "schemas/limits.h"

namespace facet::resolver::testing {
namespace {

struct Apply {
  Presentity& to;
  void operator()(const PutGroup& w) const { to.put_group(w.group); }
  void operator()(const DropGroup& w) const { to.drop_group(w.group); }
  void operator()(const PutMembership& w) const { to.put_membership(w.contact, w.membership); }
  void operator()(const DropMembership& w) const { to.drop_membership(w.contact, w.group); }
  void operator()(const PutContact& w) const { to.put_contact(w.contact, w.own); }
  void operator()(const PutDevice& w) const { to.put_device(w.id, w.device); }
  void operator()(const DropDevice& w) const { to.drop_device(w.id); }
  void operator()(const PutAccount& w) const { to.put_account(w.account); }
  void operator()(const PutStance& w) const { to.put_stance(w.of, w.state); }
  void operator()(const Wipe&) const { to.wipe(); }
};

bool is_followed(const Presentity& presentity, UserId contact) {
  const auto* found = presentity.contact(contact);
  return found != nullptr && found->own.follows_until != kNoTime;
}

// Has records that others are shown something by; one that was wiped, or only ever watched, has not.
bool shows_something(const Presentity& presentity) {
  const GroupState unset = *Presentity{presentity.id()}.group(kOther);
  return !presentity.contacts().empty() || presentity.groups().size() > 1 ||
         *presentity.group(kOther) != unset;
}

}  // namespace

void apply(const Write& write, Presentity& to) {
  std::visit(Apply{to}, write);
}

bool MemoryStore::knows(UserId user, UserId contact) const {
  const auto first = watches_.lower_bound({contact, user, GroupId{}});
  return first != watches_.end() && std::get<0>(*first) == contact && std::get<1>(*first) == user;
}

void MemoryStore::watch(UserId contact, UserId user, GroupId group, bool holds) {
  holds ? void(watches_.insert({contact, user, group})) : void(watches_.erase({contact, user, group}));
}

void MemoryStore::put_ways_back(const Commit& commit, const Write& write) {
  const UserId user = commit.presentity;
  if (const auto* put = std::get_if<PutMembership>(&write)) {
    const auto& membership = put->membership;
    watch(put->contact, user, membership.group,
          !membership.removed && commit.counts(put->contact, membership.revision));
  } else if (const auto* drop = std::get_if<DropMembership>(&write)) {
    watch(drop->contact, user, drop->group, false);
  } else if (const auto* own = std::get_if<PutContact>(&write)) {
    watch(own->contact, user, kEveryGroup,
          own->own.override_setting && commit.counts(own->contact, own->own.override_revision));
  } else if (const auto* stance = std::get_if<PutStance>(&write)) {
    standings_[{stance->of, user}] =
        commit.counts(stance->of, stance->state.revision) ? stance->state.stance : Stance::none;
  } else if (std::holds_alternative<Wipe>(write)) {
    wipe_ways_back(commit);
  }
}

// Those to others, and, when the account has come to an end, those of others to it from before.
void MemoryStore::wipe_ways_back(const Commit& commit) {
  const UserId user = commit.presentity;
  Revision erased;
  for (const auto& write : commit.writes) {
    if (const auto* put = std::get_if<PutAccount>(&write)) erased = put->account.erased;
  }
  const auto is_over = [&](Revision said) {
    return erased != Revision{} && said.made_at() <= erased.made_at();
  };
  std::erase_if(watches_, [&](const auto& way) {
    const auto& [contact, by, group] = way;
    if (by == user) return true;
    if (contact != user) return false;
    const Presentity& holder = of(by);
    return is_over(group == kEveryGroup ? holder.contact(user)->own.override_revision
                                        : holder.membership(user, group)->revision);
  });
  std::erase_if(standings_, [&](const auto& entry) {
    const auto& [presentity, by] = entry.first;
    return by == user || (presentity == user && is_over(of(by).stances().at(user).revision));
  });
}

Presentity& MemoryStore::of(UserId presentity) {
  return presentities_.try_emplace(presentity, presentity).first->second;
}

Result<Presentity> MemoryStore::load(UserId presentity) {
  const std::lock_guard lock(mutex_);
  const auto found = presentities_.find(presentity);
  return found == presentities_.end() ? Presentity{presentity} : found->second;
}

Status MemoryStore::commit(const Commit& commit) {
  const std::lock_guard lock(mutex_);
  if (fail_commits_) return fail(store_errc::io, "ordered by the test");
  for (const auto& write : commit.writes) {
    put_ways_back(commit, write);
    apply(write, of(commit.presentity));
    if (std::holds_alternative<Wipe>(write)) logs_.erase(commit.presentity);
  }
  if (commit.log) add_to_log(commit.presentity, *commit.log);
  for (const auto& mark : commit.marks) marks_[mark.target] = mark.version;
  for (const auto& timer : commit.fired) timers_.erase(timer);
  timers_.insert(commit.timers.begin(), commit.timers.end());
  if (commit.unregistered) registered_.erase(*commit.unregistered);
  if (commit.registered) registered_.insert(*commit.registered);
  return {};
}

Status MemoryStore::sync() {
  const std::lock_guard lock(mutex_);
  if (fail_syncs_) return fail(store_errc::io, "ordered by the test");
  return {};
}

Result<std::vector<UserId>> MemoryStore::presentities_holding(UserId contact, UserId after, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<UserId> page;
  for (const auto& [id, presentity] : presentities_) {
    const bool holds = knows(id, contact) || is_followed(presentity, contact);
    if (id > after && page.size() < max && holds) page.push_back(id);
  }
  return page;
}

Result<std::vector<UserId>> MemoryStore::followed_by(UserId contact, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<UserId> page;
  for (const auto& [id, presentity] : presentities_) {
    if (page.size() < max && is_followed(presentity, contact)) page.push_back(id);
  }
  return page;
}

Result<std::vector<Standing>> MemoryStore::standings(UserId presentity, const std::vector<UserId>& watchers) {
  const std::lock_guard lock(mutex_);
  std::vector<Standing> result;
  for (const UserId watcher : watchers) {
    const auto found = standings_.find({presentity, watcher});
    result.push_back({found == standings_.end() ? Stance::none : found->second, knows(watcher, presentity)});
  }
  return result;
}

Result<std::vector<std::pair<UserId, Account>>> MemoryStore::accounts(UserId after, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<UserId, Account>> page;
  for (const auto& [id, presentity] : presentities_) {
    const bool is_one = presentity.account() != Account{};
    if (id > after && page.size() < max && is_one) page.emplace_back(id, presentity.account());
  }
  return page;
}

void MemoryStore::add_to_log(UserId presentity, const LogEntry& entry) {
  auto& entries = logs_[presentity];
  entries.push_front(entry);
  if (entries.size() > limits::kLogEntries) entries.pop_back();
}

Result<std::vector<LogEntry>> MemoryStore::log(UserId presentity, std::size_t skip, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<LogEntry> page;
  const auto found = logs_.find(presentity);
  if (found == logs_.end()) return page;
  for (std::size_t i = skip; i < found->second.size() && page.size() < max; ++i) {
    page.push_back(found->second[i]);
  }
  return page;
}

Result<std::vector<UserId>> MemoryStore::presentities(UserId after, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<UserId> page;
  for (const auto& [id, presentity] : presentities_) {
    if (id > after && page.size() < max && shows_something(presentity)) page.push_back(id);
  }
  return page;
}

Result<std::vector<UserId>> MemoryStore::registered(UserId after, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<UserId> page;
  for (auto at = registered_.upper_bound(after); at != registered_.end() && page.size() < max; ++at) {
    page.push_back(*at);
  }
  return page;
}

Result<std::vector<Connection>> MemoryStore::connected(UserId user, DeviceId device, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<Connection> page;
  for (const auto& [id, presentity] : presentities_) {
    for (const auto& [which, known] : presentity.devices()) {
      const bool behind = std::pair(id, which) > std::pair(user, device);
      if (behind && known.link == LinkState::connected && page.size() < max)
        page.push_back({id, which, known.session});
    }
  }
  return page;
}

Result<std::vector<Mark>> MemoryStore::marks() {
  const std::lock_guard lock(mutex_);
  std::vector<Mark> result;
  for (const auto& [target, version] : marks_) result.push_back({target, version});
  return result;
}

Status MemoryStore::published(const std::vector<Mark>& cleared, const std::vector<Published>& journal) {
  const std::lock_guard lock(mutex_);
  for (const auto& mark : cleared) {
    const auto found = marks_.find(mark.target);
    if (found != marks_.end() && found->second == mark.version) marks_.erase(found);
  }
  for (const auto& entry : journal) {
    journal_[entry.sequence] = entry.target;
    last_published_ = std::max(last_published_, entry.sequence);
  }
  return {};
}

Result<std::optional<std::vector<Target>>> MemoryStore::published_since(std::uint64_t after) {
  const std::lock_guard lock(mutex_);
  if (after < trimmed_to_ || after > last_published_) return std::nullopt;
  std::vector<Target> targets;
  for (auto at = journal_.upper_bound(after); at != journal_.end(); ++at) targets.push_back(at->second);
  return targets;
}

Result<std::uint64_t> MemoryStore::last_published() {
  const std::lock_guard lock(mutex_);
  return last_published_;
}

Result<std::vector<Timer>> MemoryStore::due(Time now, std::size_t max) {
  const std::lock_guard lock(mutex_);
  std::vector<Timer> result;
  for (const auto& timer : timers_) {
    if (timer.at <= now && result.size() < max) result.push_back(timer);
  }
  return result;
}

Result<std::optional<std::string>> MemoryStore::note(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = notes_.find(name);
  if (found == notes_.end()) return std::nullopt;
  return found->second;
}

Status MemoryStore::put_note(std::string_view name, std::string_view value) {
  const std::lock_guard lock(mutex_);
  notes_.insert_or_assign(std::string{name}, std::string{value});
  return {};
}

void MemoryStore::fail_commits(bool fail) {
  const std::lock_guard lock(mutex_);
  fail_commits_ = fail;
}

void MemoryStore::fail_syncs(bool fail) {
  const std::lock_guard lock(mutex_);
  fail_syncs_ = fail;
}

void MemoryStore::trim_journal_before(std::uint64_t sequence) {
  const std::lock_guard lock(mutex_);
  journal_.erase(journal_.begin(), journal_.lower_bound(sequence));
  trimmed_to_ = sequence - 1;
}

std::size_t MemoryStore::mark_count() {
  const std::lock_guard lock(mutex_);
  return marks_.size();
}

std::size_t MemoryStore::timer_count() {
  const std::lock_guard lock(mutex_);
  return timers_.size();
}

}  // namespace facet::resolver::testing
