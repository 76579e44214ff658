#include "resolver/pipeline/liveness.h"

#include <algorithm>

#include "resolver/domain/decide.h"
#include "resolver/pipeline/carry_out.h"
#include "resolver/pipeline/plugin_report.h"
#include "schemas/decode.h"
#include "schemas/limits.h"

namespace facet::resolver {

Status Liveness::start() {
  constexpr std::size_t kPage = 10'000;
  const std::lock_guard lock(mutex_);
  for (Connection last;;) {
    const auto page = core_.store.connected(last.user, last.device, kPage);
    if (!page) return fail(page.error());
    for (const auto& one : *page) remember({one.user, one.device}, one.session);
    if (page->size() < kPage) break;
    last = page->back();
  }
  count_links();
  return {};
}

void Liveness::on_link(const topics::Link& whose, std::string_view payload) {
  auto link = decode_link(payload);
  if (!link) {
    core_.counters.counter("links_refused").add();
    return;
  }
  const Key key{whose.user, whose.device};
  bool ghost = false;
  {
    const std::lock_guard lock(mutex_);
    ghost = track(key, *link);
    count_links();
  }
  if (ghost) {
    core_.counters.counter("ghosts").add();
    link->state = LinkState::gone;
  }
  apply(key, *link, core_.clock.now());
}

bool Liveness::track(const Key& key, const Link& link) {
  if (link.state == LinkState::connected && link.session >= boot_) {
    remember(key, link.session);
    return false;
  }
  const auto found = connected_.find(key);
  if (found != connected_.end() && found->second <= link.session) connected_.erase(found);
  return link.state == LinkState::connected;
}

void Liveness::remember(const Key& key, std::uint64_t session) {
  const auto found = connected_.find(key);
  if (found != connected_.end()) {
    found->second = std::max(found->second, session);
  } else if (connected_.size() < limits::kTrackedLinks) {
    connected_.emplace(key, session);
  } else {
    core_.counters.counter("links_dropped").add();
  }
}

void Liveness::count_links() {
  core_.counters.counter("links").set(connected_.size());
}

void Liveness::on_report(std::string_view payload) {
  const auto report = parse_plugin_report(payload);
  if (!report) {
    core_.counters.counter("plugin_reports_refused").add();
    core_.log.limited(LogLevel::warning, 10,
                      "the broker plugin's report cannot be read: is it of this version?", {});
    return;
  }
  core_.bus.use_fan_out(report->fan_out_watchers);
  const std::lock_guard lock(mutex_);
  if (report->boot <= boot_) return;
  boot_ = report->boot;
  noticed_ = core_.clock.now();
  for (const auto& [key, session] : connected_) {
    if (session < boot_) ghosts_.push_back({key.user, key.device, session});
  }
  std::erase_if(connected_, [this](const auto& entry) { return entry.second < boot_; });
  count_links();
}

void Liveness::sweep() {
  constexpr std::size_t kAtOnce = 2'000;
  std::vector<Connection> some;
  Instant noticed;
  {
    const std::lock_guard lock(mutex_);
    const auto end = ghosts_.begin() + static_cast<std::ptrdiff_t>(std::min(ghosts_.size(), kAtOnce));
    some.assign(ghosts_.begin(), end);
    ghosts_.erase(ghosts_.begin(), end);
    noticed = noticed_;
  }
  for (const auto& one : some) {
    core_.counters.counter("ghosts").add();
    apply({one.user, one.device}, {LinkState::gone, one.session}, noticed);
  }
}

// Of a phone that was connected while its account was erased; nobody else empties that topic.
bool Liveness::is_left_over(UserId user, const Link& link) const {
  return link.state == LinkState::gone && !core_.registry.contains(user) &&
         core_.registry.formers().contains(user);
}

void Liveness::apply(const Key& key, const Link& link, Instant now) {
  Result<std::vector<Mark>> marks;
  {
    const std::lock_guard lock(core_.mutex);
    if (is_left_over(key.user, link)) {
      core_.bus.publish(topics::build(topics::Link{key.user, key.device}), {}, /*retain=*/true, [](bool) {});
      return;
    }
    const auto presentity = core_.presentities.get(key.user);
    if (!presentity) {
      const bool damaged = presentity.error().code == store_errc::damaged;
      if (damaged) core_.counters.counter("damaged_records").add();
      core_.log.limited(LogLevel::error, 10, "store failed", {{"error", presentity.error().code.message()}});
      return;  // the same comes again at the next connection
    }
    now = core_.not_before_timers(now);
    marks = carry_out(core_, **presentity, decide(**presentity, link, key.device, now, core_.terms()));
  }
  // Nobody sends it again: a new start asks the broker for everything.
  if (!marks) return core_.fatal(marks.error());
  if (!marks->empty()) committer_.add({}, {}, std::move(*marks));
}

}  // namespace facet::resolver
