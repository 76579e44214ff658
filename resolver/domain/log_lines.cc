#include "resolver/domain/log_lines.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "resolver/domain/audience.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

struct Reached {
  std::set<UserId> watchers;
  std::set<Ruling> audiences;
};

Reached reached_by(const Presentity& presentity, Time now, const Decision& decision) {
  Reached reached;
  for (const auto& target : decision.dirty) {
    if (target.kind == TargetKind::watcher) reached.watchers.insert(UserId{target.id});
    if (target.kind == TargetKind::audience) {
      const GroupId group{static_cast<std::uint32_t>(target.id)};
      reached.audiences.insert({group == kOther ? Rule::other : Rule::group, group});
    }
    if (target.kind != TargetKind::presence) continue;
    for (const auto& shown : presence_views(presentity, static_cast<Flip>(target.id), now, now)) {
      reached.watchers.insert(shown.watchers.begin(), shown.watchers.end());
    }
  }
  return reached;
}

std::vector<LogLine> lines_of(const Presentity& presentity, Time now, const Decision& decision) {
  const Reached reached = reached_by(presentity, now, decision);
  if (reached.watchers.empty() && reached.audiences.empty()) return {};
  const Moment moment(presentity, now);
  std::map<std::tuple<Rule, GroupId, Activity>, std::uint32_t> counts;
  for (const auto& [id, contact] : presentity.contacts()) {
    const Ruling by = moment.ruling(id, &contact);
    if (!reached.audiences.contains(by) && !reached.watchers.contains(id)) continue;
    if (moment.has_topic(id, &contact)) ++counts[{by.rule, by.group, moment.view(id, &contact).activity}];
  }
  std::vector<LogLine> lines;
  for (const auto& [key, watchers] : counts) {
    const auto& [rule, group, activity] = key;
    lines.push_back({rule, group, activity, watchers});
  }
  // The largest stay, in the order of the rules.
  std::stable_sort(lines.begin(), lines.end(),
                   [](const LogLine& a, const LogLine& b) { return a.watchers > b.watchers; });
  if (lines.size() > limits::kLogLines) lines.resize(limits::kLogLines);
  return lines;
}

}  // namespace

void log_change(const Presentity& presentity, Cause cause, DeviceId device, Time now, Decision& decision) {
  if (decision.writes.empty()) return;
  decision.log = LogEntry{now, cause, device, lines_of(presentity, now, decision)};
}

void log_automatic(const Presentity& presentity, Cause cause, DeviceId device, Time now, Decision& decision) {
  auto lines = lines_of(presentity, now, decision);
  if (!lines.empty()) decision.log = LogEntry{now, cause, device, std::move(lines)};
}

}  // namespace facet::resolver
