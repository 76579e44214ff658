#include "schemas/decode.h"
#include "schemas/decode_parts.h"
#include "schemas/fan_out_generated.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/link_generated.h"
#include "schemas/verify.h"
#include "schemas/view_generated.h"

namespace facet {
using verify::check_users;
using verify::refuse;
using verify::size_of;
using verify::users_of;

Decoded<View> decode_view(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_view(*copy);
  const auto root = verify::root<wire::View>(payload, identifier(Kind::view), limits::kViewBytes);
  if (!root) return tl::unexpected(root.error());
  if (auto wrong = decode_parts::check(**root)) return tl::unexpected(std::move(*wrong));
  return decode_parts::value_of(**root);
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
