#include "resolver/domain/decide.h"
#include "resolver/domain/device_changes.h"
#include "resolver/domain/outcome.h"

namespace facet::resolver {
namespace {

// Within one session `gone` is final.
bool is_news(const Link& link, const Device& known) {
  if (known.link == LinkState::unset) return true;
  if (link.session != known.session) return link.session > known.session;
  return link.state == LinkState::gone && known.link == LinkState::connected;
}

}  // namespace

Decision decide(Presentity& presentity, const DeviceReport& report, DeviceId from, Instant now,
                std::chrono::seconds grace) {
  if (auto denial = check_maker(report.revision, from, now))
    return refusal(report.revision, *denial, presentity);
  const auto* known = presentity.device(from);
  Device device = known != nullptr ? *known : Device{};
  Decision decision;
  Tally tally;
  if (tally.newer(report.revision, device.reported)) {
    device.state = report.state;
    device.reported = report.revision;
    device.reported_in = device.session;
    put_heard(presentity, from, device, known, to_time(now), grace, decision);
  }
  decision.receipt = receipt_of(report.revision, tally, presentity);
  return decision;
}

Decision decide(Presentity& presentity, const Link& link, DeviceId id, Instant now,
                std::chrono::seconds grace) {
  const auto* known = presentity.device(id);
  Device device = known != nullptr ? *known : Device{};
  Decision decision;
  if (!is_news(link, device)) return decision;
  device.link = link.state;
  device.session = link.session;
  put_heard(presentity, id, device, known, to_time(now), grace, decision);
  return decision;
}

}  // namespace facet::resolver
