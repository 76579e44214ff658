#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/system/site.h"

namespace facet::system_test {

BarePhone::BarePhone(const Site& site, UserId user, DeviceId device)
    : user_(user), device_(device), mqtt_(site.login(user, device.digits())) {}

Revision BarePhone::next() {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return seen_ = Revision::next(now, device_, seen_);
}

bool BarePhone::come_online_reserved() {
  mqtt_->subscribe(topics::every_in(user_));
  mqtt_->subscribe(topics::every_own(user_));
  mqtt_->subscribe(topics::build(topics::Re{user_, device_}));
  return accepted(report(DeviceState::idle));
}

bool BarePhone::come_online() {
  mqtt_->subscribe(topics::build(topics::Re{user_, device_}));
  return accepted(watch({.strangers = Strangers::take})) && come_online_reserved();
}

std::uint64_t BarePhone::change(StatusEdit edit) {
  edit.revision = next();
  send("status", encode(edit));
  return edit.revision.value();
}

std::uint64_t BarePhone::watch(WatchEdit edit) {
  edit.revision = next();
  send("watch", encode(edit));
  return edit.revision.value();
}

std::uint64_t BarePhone::erase_account() {
  const AccountEdit edit{next(), user_};
  send("account", encode(edit));
  return edit.revision.value();
}

std::uint64_t BarePhone::query(QueryKind kind, UserId subject, std::uint64_t after) {
  const Query query{next().value(), kind, subject, after};
  send("query", encode(query));
  return query.correlation;
}

std::uint64_t BarePhone::report(DeviceState state) {
  const DeviceReport report{next(), state};
  send("device", encode(report));
  return report.revision.value();
}

std::uint64_t BarePhone::block(std::vector<UserId> watchers) {
  const StatusEdit edit{next(), {}, {}, std::move(watchers), {}};
  send("status", encode(edit));
  return edit.revision.value();
}

std::uint64_t BarePhone::edit_groups(std::vector<GroupEdit> edits) {
  const GroupsEdit edit{next(), std::move(edits)};
  send("groups", encode(edit));
  return edit.revision.value();
}

std::uint64_t BarePhone::tell(std::vector<GroupSetting> settings) {
  const StatusEdit edit{next(), std::move(settings), {}, {}, {}};
  send("status", encode(edit));
  return edit.revision.value();
}

std::uint64_t BarePhone::ask(std::vector<UserId> presentities) {
  const StatusRequest request{next().value(), std::move(presentities)};
  send("ask", encode(request));
  return request.correlation;
}

bool BarePhone::send(const std::string& kind, const Bytes& payload) {
  return mqtt_->publish("facet/v1/up/" + user_.digits() + "/" + device_.digits() + "/" + kind, payload);
}

std::optional<Receipt> BarePhone::receipt(std::uint64_t request) const {
  std::optional<Receipt> found;
  eventually([&] {
    for (const auto& message : mqtt_->messages(topics::build(topics::Re{user_, device_}))) {
      const auto decoded = decode_receipt(message.payload);
      if (decoded && decoded->request == request) found = *decoded;
    }
    return found.has_value();
  });
  return found;
}

bool BarePhone::accepted(std::uint64_t request) const {
  const auto found = receipt(request);
  return found && found->outcome == Outcome::accepted;
}

Activity BarePhone::shown(UserId presentity) const {
  const auto view = decode_view(mqtt_->last(topics::build(topics::In{user_, presentity})));
  return view ? view->activity : Activity::unset;
}

bool BarePhone::comes_to_show(UserId presentity, Activity activity) const {
  return eventually([&] { return shown(presentity) == activity; });
}

std::size_t BarePhone::views(UserId presentity) const {
  return mqtt_->messages(topics::build(topics::In{user_, presentity})).size();
}

}  // namespace facet::system_test
