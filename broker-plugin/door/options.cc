#include "broker-plugin/door/options.h"

#include <charconv>
#include <optional>

namespace facet::door {
namespace {

class Category final : public std::error_category {
 public:
  const char* name() const noexcept override { return "facet.door.options"; }
  std::string message(int code) const override {
    switch (static_cast<options_errc>(code)) {
      case options_errc::unknown:
        return "unknown option";
      case options_errc::bad_value:
        return "wrong value";
      case options_errc::missing:
        return "option missing";
    }
    return "?";
  }
};

constexpr int kMost = 1'000'000;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 1 || value > kMost)
    return std::nullopt;
  return value;
}

std::string named(std::string_view key, std::string_view rest) {
  std::string text = "plugin_opt_";
  return text.append(key).append(rest);
}

Status set_number(std::string_view key, std::string_view value, double& into) {
  const auto parsed = number(value);
  if (!parsed) return fail(options_errc::bad_value, named(key, " takes a whole number from 1 to 1000000"));
  into = *parsed;
  return {};
}

Status set_fan_out(std::string_view key, std::string_view value, Options& options) {
  const auto parsed = number(value);
  if (!parsed || *parsed > static_cast<int>(limits::kWatchersPerFanOut)) {
    return fail(options_errc::bad_value, named(key, " takes a whole number from 1 to 1000"));
  }
  options.fan_out_watchers = static_cast<std::size_t>(*parsed);
  return {};
}

Status set(std::string_view key, std::string_view value, Options& options) {
  if (key == "credentials") {
    options.credentials = value;
    return {};
  }
  if (key == "messages_per_second") return set_number(key, value, options.messages.per_second);
  if (key == "messages_burst") return set_number(key, value, options.messages.burst);
  if (key == "fan_out_watchers") return set_fan_out(key, value, options);
  if (key == "tester_role") {
    if (value != "true" && value != "false")
      return fail(options_errc::bad_value, named(key, " takes true or false"));
    options.tester_role = value == "true";
    return {};
  }
  return fail(options_errc::unknown,
              named(key,
                    "; there are credentials, messages_per_second, messages_burst, fan_out_watchers"
                    " and tester_role"));
}

}  // namespace

std::error_code make_error_code(options_errc code) {
  static const Category category;
  return {static_cast<int>(code), category};
}

Result<Options> parse_options(const std::vector<std::pair<std::string_view, std::string_view>>& given) {
  Options options;
  for (const auto& [key, value] : given) {
    if (auto done = set(key, value, options); !done) return fail(std::move(done.error()));
  }
  if (options.credentials.empty()) {
    return fail(options_errc::missing, "plugin_opt_credentials names the file that facet-admin makes");
  }
  return options;
}

}  // namespace facet::door
