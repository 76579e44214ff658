#include "tests/simulation/requests.h"

#include "schemas/decode.h"

namespace facet::simulation {
namespace {

template <typename T>
std::optional<Change> change(const topics::Up& from, const Decoded<T>& edit) {
  if (!edit) return std::nullopt;
  return Change{from, edit->revision, *edit};
}

}  // namespace

std::optional<Change> read_change(const std::string& topic, const Bytes& payload) {
  const auto parsed = topics::parse(topic);
  const auto* up = parsed ? std::get_if<topics::Up>(&*parsed) : nullptr;
  if (up == nullptr) return std::nullopt;
  switch (up->kind) {
    case topics::UpKind::groups:
      return change(*up, decode_groups_edit(payload));
    case topics::UpKind::status:
      return change(*up, decode_status_edit(payload));
    case topics::UpKind::watch:
      return change(*up, decode_watch_edit(payload));
    case topics::UpKind::account:
      return change(*up, decode_account_edit(payload));
    case topics::UpKind::device:
    case topics::UpKind::ask:
    case topics::UpKind::query:
      break;
  }
  return std::nullopt;
}

std::string request_name(UserId user, DeviceId device, std::uint64_t request) {
  return user.digits() + "-" + device.digits() + "/" + std::to_string(request);
}

}  // namespace facet::simulation
