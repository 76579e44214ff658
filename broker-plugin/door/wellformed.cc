#include "broker-plugin/door/wellformed.h"

namespace facet::door {
namespace {

constexpr auto kRevision = [](const auto& edit) { return edit.revision.value(); };
constexpr auto kCorrelation = [](const auto& request) { return request.correlation; };

// The request number of a payload that is right.
Decoded<std::uint64_t> request_of(topics::UpKind kind, std::string_view payload) {
  switch (kind) {
    case topics::UpKind::groups:
      return decode_groups_edit(payload).map(kRevision);
    case topics::UpKind::status:
      return decode_status_edit(payload).map(kRevision);
    case topics::UpKind::device:
      return decode_device_report(payload).map(kRevision);
    case topics::UpKind::ask:
      return decode_status_request(payload).map(kCorrelation);
    case topics::UpKind::watch:
      return decode_watch_edit(payload).map(kRevision);
    case topics::UpKind::account:
      return decode_account_edit(payload).map(kRevision);
    case topics::UpKind::query:
      return decode_query(payload).map(kCorrelation);
  }
  return tl::unexpected(Refusal{Reason::wrong_kind, {}, 0, 0});
}

}  // namespace

std::optional<Refusal> fault_of(topics::UpKind kind, std::string_view payload, int qos, bool retain) {
  const auto request = request_of(kind, payload);
  if (!request) return request.error();
  if (retain) return Refusal{Reason::bad_value, "retain", 0, *request};
  if (qos != 1) return Refusal{Reason::bad_value, "qos", 1, *request};
  return std::nullopt;
}

}  // namespace facet::door
