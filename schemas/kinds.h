#pragma once

#include <optional>
#include <string_view>

// The payload kinds and their FlatBuffers file identifiers: bytes 4 to 7 of every payload.
namespace facet {

enum class Kind {
  groups_edit,
  status_edit,
  device_report,
  status_request,
  view,
  own_group,
  own_members,
  receipt,
  link,
  fan_out,
  watch_edit,
  account_edit,
  query,
};
inline constexpr Kind kKinds[] = {
    Kind::groups_edit, Kind::status_edit,  Kind::device_report, Kind::status_request, Kind::view,
    Kind::own_group,   Kind::own_members,  Kind::receipt,       Kind::link,           Kind::fan_out,
    Kind::watch_edit,  Kind::account_edit, Kind::query,
};

const char* identifier(Kind kind);
std::optional<Kind> kind_of_identifier(std::string_view four_bytes);

// "groups_edit": for JSON and logs.
std::string_view name(Kind kind);

}  // namespace facet
