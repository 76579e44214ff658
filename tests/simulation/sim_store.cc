#include "tests/simulation/sim_store.h"

#include <utility>

namespace facet::simulation {
namespace {

std::string text(const resolver::Target& target) {
  constexpr const char* kKinds[] = {"?",        "audience", "watcher",  "own_group", "own_members",
                                    "backfill", "presence", "erased",   "schedule",  "member",
                                    "follower", "call",     "withdrawn"};
  return std::string{" "} + kKinds[static_cast<std::size_t>(target.kind)] + " " + std::to_string(target.id);
}

std::string text(const resolver::Commit& commit) {
  std::string result = "commit of " + commit.presentity.digits() + ", marks:";
  for (const auto& mark : commit.marks) result += text(mark.target);
  const auto add = [&](const char* what, const std::vector<resolver::Timer>& timers) {
    if (!timers.empty()) result += what;
    for (const auto& timer : timers)
      result += text(timer.target) + " at " + std::to_string(timer.at.time_since_epoch().count());
  };
  add("; timers:", commit.timers);
  add("; without:", commit.fired);
  return result;
}

}  // namespace

using namespace resolver;  // NOLINT(google-build-using-namespace): the port's own words

SimStore::SimStore(World& world) : world_(world), memory_(std::make_unique<Memory>()) {}

void SimStore::power_cut() {
  // RocksDB's log comes back as far as it reached the disk: never a later write without the earlier ones.
  log_.resize(synced_ + world_.dice().below(log_.size() - synced_ + 1));
  synced_ = log_.size();
  at_risk_.clear();
  memory_ = std::make_unique<Memory>();
  for (const auto& one : log_) one.again(*memory_);
}

void SimStore::trouble(unsigned percent, bool syncs) {
  percent_ = percent;
  syncs_fail_ = syncs;
}

void SimStore::die_after(unsigned writes) {
  writes_left_ = writes;
}

void SimStore::new_process(std::function<void()> when_dead) {
  when_dead_ = std::move(when_dead);
  died_ = sync_failed_ = false;
  writes_left_ = 0;
  request_.clear();
}

bool SimStore::fails() {
  return died_ || (percent_ > 0 && world_.dice().chance(percent_));
}

Status SimStore::may_read() {
  return fails() ? fail(store_errc::io, "ordered") : Status{};
}

Status SimStore::write(std::function<void(Memory&)> what) {
  if (fails()) return fail(store_errc::io, "ordered");
  bool done = true;
  if (writes_left_ > 0 && --writes_left_ == 0) {
    died_ = true;
    when_dead_();
    done = world_.dice().chance(50);
  }
  if (!done) return fail(store_errc::io, "the process has ended");
  what(*memory_);
  if (!request_.empty()) at_risk_.insert(request_);
  log_.push_back({std::move(what), request_});
  return {};
}

Status SimStore::commit(const Commit& commit) {
  world_.note("store", text(commit));
  return write([commit](Memory& memory) { (void)memory.commit(commit); });
}

Status SimStore::published(const std::vector<Mark>& cleared, const std::vector<Published>& journal) {
  return write([cleared, journal](Memory& memory) { (void)memory.published(cleared, journal); });
}

Status SimStore::put_note(std::string_view name, std::string_view value) {
  return write([name = std::string{name}, value = std::string{value}](Memory& memory) {
    (void)memory.put_note(name, value);
  });
}

Status SimStore::sync() {
  if (died_ || sync_failed_ || syncs_fail_) {
    sync_failed_ = true;
    return fail(store_errc::io, "ordered");
  }
  synced_ = log_.size();
  at_risk_.clear();
  return {};
}

Result<Presentity> SimStore::load(UserId presentity) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->load(presentity);
}
Result<std::vector<UserId>> SimStore::presentities_holding(UserId contact, UserId after, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->presentities_holding(contact, after, max);
}
Result<std::vector<UserId>> SimStore::followed_by(UserId contact, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->followed_by(contact, max);
}
Result<std::vector<Standing>> SimStore::standings(UserId presentity, const std::vector<UserId>& watchers) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->standings(presentity, watchers);
}
Result<std::vector<std::pair<UserId, Account>>> SimStore::accounts(UserId after, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->accounts(after, max);
}
Result<std::vector<LogEntry>> SimStore::log(UserId presentity, std::size_t skip, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->log(presentity, skip, max);
}
Result<std::vector<UserId>> SimStore::presentities(UserId after, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->presentities(after, max);
}
Result<std::vector<UserId>> SimStore::registered(UserId after, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->registered(after, max);
}
Result<std::vector<Connection>> SimStore::connected(UserId user, DeviceId device, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->connected(user, device, max);
}
Result<std::vector<Mark>> SimStore::marks() {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->marks();
}
Result<std::optional<std::vector<Target>>> SimStore::published_since(std::uint64_t after) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->published_since(after);
}
Result<std::uint64_t> SimStore::last_published() {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->last_published();
}
Result<std::vector<Timer>> SimStore::due(Time now, std::size_t max) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->due(now, max);
}
Result<std::optional<std::string>> SimStore::note(std::string_view name) {
  if (auto may = may_read(); !may) return fail(may.error());
  return memory_->note(name);
}

}  // namespace facet::simulation
