#include "schemas/json_view.h"

#include <flatbuffers/idl.h>

#include "schemas/account_edit_bfbs_generated.h"
#include "schemas/device_report_bfbs_generated.h"
#include "schemas/fan_out_bfbs_generated.h"
#include "schemas/groups_edit_bfbs_generated.h"
#include "schemas/link_bfbs_generated.h"
#include "schemas/own_group_bfbs_generated.h"
#include "schemas/own_members_bfbs_generated.h"
#include "schemas/query_bfbs_generated.h"
#include "schemas/receipt_bfbs_generated.h"
#include "schemas/status_edit_bfbs_generated.h"
#include "schemas/status_request_bfbs_generated.h"
#include "schemas/verify.h"
#include "schemas/view_bfbs_generated.h"
#include "schemas/watch_edit_bfbs_generated.h"

namespace facet {
namespace {

struct Schema {
  const std::uint8_t* data;
  std::size_t size;
};

template <typename Binary>
Schema schema() {
  return {Binary::data(), Binary::size()};
}

Schema schema_of(Kind kind) {
  switch (kind) {
    case Kind::groups_edit:
      return schema<wire::GroupsEditBinarySchema>();
    case Kind::status_edit:
      return schema<wire::StatusEditBinarySchema>();
    case Kind::device_report:
      return schema<wire::DeviceReportBinarySchema>();
    case Kind::status_request:
      return schema<wire::StatusRequestBinarySchema>();
    case Kind::view:
      return schema<wire::ViewBinarySchema>();
    case Kind::own_group:
      return schema<wire::OwnGroupBinarySchema>();
    case Kind::own_members:
      return schema<wire::OwnMembersBinarySchema>();
    case Kind::receipt:
      return schema<wire::ReceiptBinarySchema>();
    case Kind::link:
      return schema<wire::LinkBinarySchema>();
    case Kind::fan_out:
      return schema<wire::FanOutBinarySchema>();
    case Kind::watch_edit:
      return schema<wire::WatchEditBinarySchema>();
    case Kind::account_edit:
      return schema<wire::AccountEditBinarySchema>();
    case Kind::query:
      return schema<wire::QueryBinarySchema>();
  }
  return {nullptr, 0};
}

template <typename T>
std::optional<Refusal> refusal_of(const Decoded<T>& decoded) {
  if (decoded) return std::nullopt;
  return decoded.error();
}

std::optional<Refusal> check(Kind kind, std::string_view payload) {
  switch (kind) {
    case Kind::groups_edit:
      return refusal_of(decode_groups_edit(payload));
    case Kind::status_edit:
      return refusal_of(decode_status_edit(payload));
    case Kind::device_report:
      return refusal_of(decode_device_report(payload));
    case Kind::status_request:
      return refusal_of(decode_status_request(payload));
    case Kind::view:
      return refusal_of(decode_view(payload));
    case Kind::own_group:
      return refusal_of(decode_own_group(payload));
    case Kind::own_members:
      return refusal_of(decode_own_members(payload));
    case Kind::receipt:
      return refusal_of(decode_receipt(payload));
    case Kind::link:
      return refusal_of(decode_link(payload));
    case Kind::fan_out:
      return refusal_of(decode_fan_out(payload));
    case Kind::watch_edit:
      return refusal_of(decode_watch_edit(payload));
    case Kind::account_edit:
      return refusal_of(decode_account_edit(payload));
    case Kind::query:
      return refusal_of(decode_query(payload));
  }
  return verify::refuse(Reason::malformed);
}

}  // namespace

Decoded<std::string> json_view(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return json_view(*copy);
  const auto kind = payload.size() < 8 ? std::nullopt : kind_of_identifier(payload.substr(4, 4));
  if (!kind) return tl::unexpected(verify::refuse(Reason::malformed));
  if (auto wrong = check(*kind, payload)) return tl::unexpected(std::move(*wrong));
  flatbuffers::IDLOptions options;
  options.strict_json = true;
  options.natural_utf8 = true;
  options.indent_step = -1;  // one line
  flatbuffers::Parser parser(options);
  const Schema binary = schema_of(*kind);
  std::string text;
  // The binary schema is our own, and the payload was verified: neither call can fail on a stranger's input.
  if (!parser.Deserialize(binary.data, binary.size) ||
      !flatbuffers::GenerateText(parser, payload.data(), &text)) {
    return tl::unexpected(verify::refuse(Reason::malformed));
  }
  return text;
}

}  // namespace facet
