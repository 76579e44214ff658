#include "schemas/decode.h"
#include "schemas/fan_out_generated.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/link_generated.h"
#include "schemas/own_group_generated.h"
#include "schemas/own_members_generated.h"
#include "schemas/receipt_generated.h"
#include "schemas/verify.h"
#include "schemas/view_generated.h"

namespace facet {
namespace {

using verify::check_activity;
using verify::check_text;
using verify::check_users;
using verify::refuse;
using verify::size_of;
using verify::text_of;
using verify::time_of;
using verify::users_of;

std::optional<Refusal> check(const wire::View& view) {
  if (auto wrong = check_activity(static_cast<std::uint8_t>(view.activity()))) return wrong;
  return check_text(view.note(), limits::kNoteBytes, "note_bytes");
}

View value_of(const wire::View& view) {
  return View{static_cast<Activity>(view.activity()), text_of(view.note()), time_of(view.changed_at()),
              time_of(view.until())};
}

std::optional<Refusal> check(const wire::OwnSetting* setting) {
  if (setting == nullptr) return std::nullopt;
  if (auto wrong = check_activity(static_cast<std::uint8_t>(setting->activity()))) return wrong;
  return check_text(setting->note(), limits::kNoteBytes, "note_bytes");
}

Setting value_of(const wire::OwnSetting& setting) {
  return Setting{static_cast<Activity>(setting.activity()), text_of(setting.note()), time_of(setting.until()),
                 time_of(setting.changed_at())};
}

std::optional<Refusal> check(const wire::Receipt& receipt) {
  if (receipt.outcome() == wire::Outcome::unset) return refuse(Reason::bad_value, "outcome");
  if (auto wrong = check_text(receipt.limit(), limits::kGroupNameBytes, "limit")) return wrong;
  if (size_of(receipt.answers()) > limits::kPresentitiesPerRequest) {
    return refuse(Reason::over_limit, "presentities_per_request", limits::kPresentitiesPerRequest);
  }
  for (std::size_t i = 0; i < size_of(receipt.answers()); ++i) {
    const auto* answer = receipt.answers()->Get(static_cast<unsigned>(i));
    if (!UserId{answer->presentity()}.valid()) return refuse(Reason::bad_value, "user_id");
    if (answer->view() == nullptr) return refuse(Reason::bad_value, "view");
    if (auto wrong = check(*answer->view())) return wrong;
  }
  return std::nullopt;
}

}  // namespace

Decoded<View> decode_view(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_view(*copy);
  const auto root = verify::root<wire::View>(payload, identifier(Kind::view), limits::kViewBytes);
  if (!root) return tl::unexpected(root.error());
  if (auto wrong = check(**root)) return tl::unexpected(std::move(*wrong));
  return value_of(**root);
}

Decoded<OwnGroup> decode_own_group(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_own_group(*copy);
  const auto root =
      verify::root<wire::OwnGroup>(payload, identifier(Kind::own_group), limits::kOwnPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& group = **root;
  auto wrong = check_text(group.name(), limits::kGroupNameBytes, "group_name_bytes");
  if (!wrong && group.rank() > limits::kLowestRank) {
    wrong = refuse(Reason::bad_value, "rank", limits::kLowestRank);
  }
  if (!wrong && group.base() == nullptr) wrong = refuse(Reason::bad_value, "base");
  if (!wrong) wrong = check(group.base());
  if (!wrong) wrong = check(group.temporary());
  if (wrong) return tl::unexpected(std::move(*wrong));
  OwnGroup value{Revision{group.revision()},
                 text_of(group.name()),
                 group.rank(),
                 value_of(*group.base()),
                 {},
                 Revision{group.setting_revision()},
                 Revision{group.members_revision()},
                 group.member_count()};
  if (group.temporary() != nullptr) value.temporary = value_of(*group.temporary());
  return value;
}

Decoded<OwnMembers> decode_own_members(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_own_members(*copy);
  const auto root =
      verify::root<wire::OwnMembers>(payload, identifier(Kind::own_members), limits::kOwnPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& members = **root;
  if (auto wrong = check_users(members.members(), limits::kMembersPerGroup, "members_per_group")) {
    return tl::unexpected(std::move(*wrong));
  }
  return OwnMembers{Revision{members.revision()}, users_of(members.members())};
}

Decoded<Receipt> decode_receipt(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_receipt(*copy);
  const auto root = verify::root<wire::Receipt>(payload, identifier(Kind::receipt), limits::kReceiptBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& receipt = **root;
  if (auto wrong = check(receipt)) return tl::unexpected(std::move(*wrong));
  Receipt value{receipt.request(),
                static_cast<Outcome>(receipt.outcome()),
                static_cast<Reason>(receipt.reason()),
                text_of(receipt.limit()),
                receipt.limit_value(),
                Revision{receipt.revision()},
                {}};
  for (std::size_t i = 0; i < size_of(receipt.answers()); ++i) {
    const auto* answer = receipt.answers()->Get(static_cast<unsigned>(i));
    value.answers.push_back({UserId{answer->presentity()}, value_of(*answer->view())});
  }
  return value;
}

Decoded<Link> decode_link(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_link(*copy);
  const auto root = verify::root<wire::Link>(payload, identifier(Kind::link), limits::kViewBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& link = **root;
  if (link.state() != wire::LinkState::connected && link.state() != wire::LinkState::gone) {
    return tl::unexpected(refuse(Reason::bad_value, "state"));
  }
  return Link{static_cast<LinkState>(link.state()), link.session()};
}

Decoded<FanOut> decode_fan_out(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_fan_out(*copy);
  const auto root = verify::root<wire::FanOut>(payload, identifier(Kind::fan_out), limits::kFanOutBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& fan_out = **root;
  if (!UserId{fan_out.presentity()}.valid()) return tl::unexpected(refuse(Reason::bad_value, "user_id"));
  if (auto wrong = check_users(fan_out.watchers(), limits::kWatchersPerFanOut, "watchers_per_fan_out")) {
    return tl::unexpected(std::move(*wrong));
  }
  FanOut value{UserId{fan_out.presentity()}, {}, users_of(fan_out.watchers())};
  if (size_of(fan_out.view()) > limits::kViewBytes) {
    return tl::unexpected(refuse(Reason::over_limit, "view_bytes", limits::kViewBytes));
  }
  if (fan_out.view() != nullptr) {
    value.view.assign(reinterpret_cast<const char*>(fan_out.view()->data()), fan_out.view()->size());
  }
  return value;
}

}  // namespace facet
