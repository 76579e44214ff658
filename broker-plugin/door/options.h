#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "broker-plugin/door/buckets.h"
#include "schemas/limits.h"
#include "schemas/result.h"

namespace facet::door {

enum class options_errc {
  unknown = 1,  // a typing error would otherwise be silently without effect
  bad_value,
  missing,
};
std::error_code make_error_code(options_errc code);

// plugin_opt_... of mosquitto.conf.
struct Options {
  std::filesystem::path credentials;  // plugin_opt_credentials, mandatory: made by facet-admin
  // What one user may send, whole: burst and then so many a second; each 4 KiB of a payload count as one.
  Rate messages{limits::kUpMessagesBurst, limits::kUpMessagesPerSecond};
  // plugin_opt_fan_out_watchers: what the resolver is asked to put into one FanOut.
  std::size_t fan_out_watchers = limits::kFanOutBatch;
  bool tester_role = false;  // plugin_opt_tester_role: accounts of the role `tester` may log in
};

// The error says which option, and what it should be.
Result<Options> parse_options(const std::vector<std::pair<std::string_view, std::string_view>>& given);

}  // namespace facet::door

template <>
struct std::is_error_code_enum<facet::door::options_errc> : std::true_type {};
