#include "schemas/kinds.h"

namespace facet {

const char* identifier(Kind kind) {
  switch (kind) {
    case Kind::groups_edit:
      return "FGE1";
    case Kind::status_edit:
      return "FSE1";
    case Kind::device_report:
      return "FDR1";
    case Kind::status_request:
      return "FSR1";
    case Kind::view:
      return "FVW1";
    case Kind::own_group:
      return "FOG1";
    case Kind::own_members:
      return "FOM1";
    case Kind::receipt:
      return "FRC1";
    case Kind::link:
      return "FLK1";
    case Kind::fan_out:
      return "FFO1";
    case Kind::watch_edit:
      return "FWE1";
    case Kind::account_edit:
      return "FAE1";
    case Kind::query:
      return "FQR1";
  }
  return "";
}

std::optional<Kind> kind_of_identifier(std::string_view four_bytes) {
  for (const Kind kind : kKinds) {
    if (four_bytes == identifier(kind)) return kind;
  }
  return std::nullopt;
}

std::string_view name(Kind kind) {
  switch (kind) {
    case Kind::groups_edit:
      return "groups_edit";
    case Kind::status_edit:
      return "status_edit";
    case Kind::device_report:
      return "device_report";
    case Kind::status_request:
      return "status_request";
    case Kind::view:
      return "view";
    case Kind::own_group:
      return "own_group";
    case Kind::own_members:
      return "own_members";
    case Kind::receipt:
      return "receipt";
    case Kind::link:
      return "link";
    case Kind::fan_out:
      return "fan_out";
    case Kind::watch_edit:
      return "watch_edit";
    case Kind::account_edit:
      return "account_edit";
    case Kind::query:
      return "query";
  }
  return "";
}

}  // namespace facet
