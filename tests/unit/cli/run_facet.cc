#include "tests/unit/cli/run_facet.h"

#include <time.h>

#include "client/cli/app.h"
#include "client/cli/exit_code.h"
#include "client/cli/tr.h"
#include "client/cli/when.h"

namespace facet::cli::test {

Zone utc() {
  return Zone{[](Time time) {
                const std::time_t seconds = time.time_since_epoch().count();
                std::tm fields{};
                gmtime_r(&seconds, &fields);
                return fields;
              },
              [](std::tm fields) { return Time{std::chrono::seconds{timegm(&fields)}}; }};
}

Time at(const char* text) {
  std::tm fields{};
  strptime(text, "%Y-%m-%dT%H:%M", &fields);
  return utc().to_time(fields);
}

Ran Bench::facet(const std::vector<const char*>& words) {
  std::istringstream in{input};
  std::ostringstream out;
  std::ostringstream err;
  World world{in,
              out,
              err,
              terminal,
              terminal,
              [this](const char* name) {
                const auto found = env.find(name);
                return found == env.end() ? std::nullopt : std::optional{found->second};
              },
              [this] { return now; },
              utc(),
              [this] { return zone_name; },
              [](const std::string& name) { return name == "Europe/Berlin" || name == "Asia/Shanghai"; },
              [this] { return terminal_size; },
              [this](const std::string&) -> Result<std::string> {
                if (typed_password) return *typed_password;
                return fail(errc::no_password, "nobody types");
              },
              [] { return std::uint16_t{4711}; },
              [this] { return stop.get_token(); },
              [this](const std::filesystem::path& dir) -> Result<std::unique_ptr<client::Phone>> {
                opened = dir;
                ++phone.opened;
                if (open_error) return fail(*open_error);
                return std::make_unique<FakePhone>(phone);
              },
              [this](const std::filesystem::path&, const client::Profile& profile) -> Status {
                created = profile;
                return {};
              }};
  std::vector<const char*> argv{"facet"};
  argv.insert(argv.end(), words.begin(), words.end());
  const int exit = run_facet(static_cast<int>(argv.size()), argv.data(), world);
  use_language(Language::english);
  return {exit, out.str(), err.str()};
}

}  // namespace facet::cli::test
