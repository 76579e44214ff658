#include "schemas/account_edit_generated.h"
#include "schemas/decode.h"
#include "schemas/decode_parts.h"
#include "schemas/device_report_generated.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/query_generated.h"
#include "schemas/status_request_generated.h"
#include "schemas/verify.h"
#include "schemas/watch_edit_generated.h"

namespace facet {
namespace {

using decode_parts::Check;
using decode_parts::refused;
using verify::check_users;
using verify::refuse;
using verify::size_of;
using verify::users_of;

Check check(const wire::StatusRequest& request) {
  if (size_of(request.presentities()) == 0) return refuse(Reason::bad_value, "presentities");
  return check_users(request.presentities(), limits::kPresentitiesPerRequest, "presentities_per_request");
}

Check check(const wire::WatchEdit& edit) {
  if (edit.strangers() > wire::Strangers::take) return refuse(Reason::bad_value, "strangers");
  std::vector<UserId> all;
  for (const auto* list : {edit.accept(), edit.mute(), edit.refuse(), edit.forget()}) {
    if (auto wrong = check_users(list, limits::kStancesPerUser, "stances_per_user")) return wrong;
    const auto users = users_of(list);
    all.insert(all.end(), users.begin(), users.end());
  }
  if (all.size() > limits::kStancesPerUser) {
    return refuse(Reason::over_limit, "stances_per_user", limits::kStancesPerUser);
  }
  if (all.empty() && edit.strangers() == wire::Strangers::unset) return refuse(Reason::bad_value, "accept");
  return decode_parts::check_disjoint(std::move(all));
}

Check check(const wire::Query& query) {
  if (query.kind() < wire::QueryKind::view_as || query.kind() > wire::QueryKind::sources) {
    return refuse(Reason::bad_value, "kind");
  }
  const bool right =
      query.kind() == wire::QueryKind::view_as ? UserId{query.subject()}.valid() : query.subject() == 0;
  if (!right) return refuse(Reason::bad_value, "subject");
  return std::nullopt;
}

}  // namespace

Decoded<DeviceReport> decode_device_report(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_device_report(*copy);
  const auto root =
      verify::root<wire::DeviceReport>(payload, identifier(Kind::device_report), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& report = **root;
  if (report.state() < wire::DeviceState::idle || report.state() > wire::DeviceState::asleep) {
    return refused(refuse(Reason::bad_value, "state"), report.revision());
  }
  return DeviceReport{Revision{report.revision()}, static_cast<DeviceState>(report.state())};
}

Decoded<StatusRequest> decode_status_request(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_status_request(*copy);
  const auto root =
      verify::root<wire::StatusRequest>(payload, identifier(Kind::status_request), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& request = **root;
  if (auto wrong = check(request)) return refused(std::move(*wrong), request.correlation());
  return StatusRequest{request.correlation(), users_of(request.presentities())};
}

Decoded<WatchEdit> decode_watch_edit(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_watch_edit(*copy);
  const auto root =
      verify::root<wire::WatchEdit>(payload, identifier(Kind::watch_edit), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& edit = **root;
  if (auto wrong = check(edit)) return refused(std::move(*wrong), edit.revision());
  return WatchEdit{Revision{edit.revision()}, users_of(edit.accept()),
                   users_of(edit.mute()),     users_of(edit.refuse()),
                   users_of(edit.forget()),   static_cast<Strangers>(edit.strangers())};
}

Decoded<AccountEdit> decode_account_edit(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_account_edit(*copy);
  const auto root =
      verify::root<wire::AccountEdit>(payload, identifier(Kind::account_edit), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& edit = **root;
  if (!UserId{edit.erase()}.valid()) return refused(refuse(Reason::bad_value, "erase"), edit.revision());
  return AccountEdit{Revision{edit.revision()}, UserId{edit.erase()}};
}

Decoded<Query> decode_query(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_query(*copy);
  const auto root = verify::root<wire::Query>(payload, identifier(Kind::query), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& query = **root;
  if (auto wrong = check(query)) return refused(std::move(*wrong), query.correlation());
  return Query{query.correlation(), static_cast<QueryKind>(query.kind()), UserId{query.subject()},
               query.after()};
}

Receipt receipt_of(const Refusal& refusal) {
  Receipt receipt;
  receipt.request = refusal.request;
  receipt.outcome = Outcome::refused;
  receipt.reason = refusal.reason;
  receipt.limit = refusal.limit;
  receipt.limit_value = refusal.limit_value;
  return receipt;
}

}  // namespace facet
