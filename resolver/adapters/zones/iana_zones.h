#pragma once

#include <filesystem>
#include <memory>

#include "resolver/ports/zones.h"
#include "schemas/result.h"

namespace facet::resolver {

enum class zones_errc {
  no_data = 1,  // the machine has no time zone data, or we may not read it
};
std::error_code make_error_code(zones_errc code);

// The zones of the machine's tz database: files in `folder` in the TZif format (Debian's package tzdata).
// Which names there are is read here and never again, and a table stays as it was first read: after an update
// of tzdata the resolver has to be started anew. Names begin with a capital letter, as all of IANA's do, so
// what else stands in the folder ("localtime", "posix/...", "right/..." with its leap seconds) is no zone.
//
// A table and what absl keeps beside it take some 50 KB; there are about 600 names.
Result<std::unique_ptr<Zones>> open_iana_zones(const std::filesystem::path& folder = "/usr/share/zoneinfo");

}  // namespace facet::resolver

template <>
struct std::is_error_code_enum<facet::resolver::zones_errc> : std::true_type {};
