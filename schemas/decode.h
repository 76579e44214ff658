#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "schemas/messages.h"

// Payloads to values. Each function verifies everything first — size, file identifier, FlatBuffers structure,
// limits.h, UTF-8, ranges — and reads a field only then. Any bytes are safe to pass; none is trusted.
// Thread-safe; keeps nothing of `payload`.
namespace facet {

// Why a payload was not taken; what a refusal receipt says.
struct Refusal {
  Reason reason = Reason::none;
  std::string limit;  // the bound or field, where there is one
  std::uint32_t limit_value = 0;
  std::uint64_t request = 0;  // the payload's revision or correlation, 0 when it could not be read
};

// The receipt that says so.
Receipt receipt_of(const Refusal& refusal);

template <typename T>
using Decoded = tl::expected<T, Refusal>;

Decoded<GroupsEdit> decode_groups_edit(std::string_view payload);
Decoded<StatusEdit> decode_status_edit(std::string_view payload);
Decoded<DeviceReport> decode_device_report(std::string_view payload);
Decoded<StatusRequest> decode_status_request(std::string_view payload);
Decoded<WatchEdit> decode_watch_edit(std::string_view payload);
Decoded<AccountEdit> decode_account_edit(std::string_view payload);
Decoded<Query> decode_query(std::string_view payload);

// An empty View payload means "removed" and is the caller's to notice: here it is malformed.
Decoded<View> decode_view(std::string_view payload);
Decoded<OwnGroup> decode_own_group(std::string_view payload);
Decoded<OwnMembers> decode_own_members(std::string_view payload);
Decoded<Receipt> decode_receipt(std::string_view payload);
Decoded<Link> decode_link(std::string_view payload);
Decoded<FanOut> decode_fan_out(std::string_view payload);

}  // namespace facet
