#include <algorithm>

#include "resolver/domain/decide.h"
#include "resolver/domain/device_changes.h"
#include "resolver/domain/log_lines.h"
#include "resolver/domain/outcome.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

// Within one session `gone` is final.
bool is_news(const Link& link, const Device& known) {
  if (known.link == LinkState::unset) return true;
  if (link.session != known.session) return link.session > known.session;
  return link.state == LinkState::gone && known.link == LinkState::connected;
}

// A call that goes on keeps its begin; one that nothing more is heard of is over some time.
void note_call(Device& device, const DeviceReport& report, Time now) {
  if (report.state != DeviceState::in_call) {
    device.call_since = device.call_until = kNoTime;
    return;
  }
  if (device.call_since == kNoTime) device.call_since = std::min(to_time(report.revision.made_at()), now);
  device.call_until = now + limits::kCall;
}

}  // namespace

Decision decide(Presentity& presentity, const DeviceReport& report, DeviceId from, Instant now,
                const Terms& terms) {
  if (auto denial = check_maker(report.revision, from, now))
    return refusal(report.revision, *denial, presentity);
  if (auto denial = check_account(presentity, report.revision))
    return refusal(report.revision, *denial, presentity);
  const auto* known = presentity.device(from);
  Device device = known != nullptr ? *known : Device{};
  Decision decision;
  Tally tally;
  if (tally.newer(report.revision, device.reported)) {
    device.state = report.state;
    device.reported = report.revision;
    device.reported_in = device.session;
    note_call(device, report, to_time(now));
    put_heard(presentity, from, device, known, to_time(now), terms.grace, decision);
  }
  log_automatic(presentity, Cause::device, from, to_time(now), decision);
  decision.receipt = receipt_of(report.revision, tally, presentity);
  return decision;
}

Decision decide(Presentity& presentity, const Link& link, DeviceId id, Instant now, const Terms& terms) {
  if (presentity.account().erasing) return {};
  const auto* known = presentity.device(id);
  Device device = known != nullptr ? *known : Device{};
  Decision decision;
  if (!is_news(link, device)) return decision;
  device.link = link.state;
  device.session = link.session;
  put_heard(presentity, id, device, known, to_time(now), terms.grace, decision);
  log_automatic(presentity, Cause::link, id, to_time(now), decision);
  return decision;
}

}  // namespace facet::resolver
