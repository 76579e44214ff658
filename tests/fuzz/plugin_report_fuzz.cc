#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "resolver/pipeline/plugin_report.h"
#include "schemas/limits.h"

// What stands on facet/v1/ops/plugin, whoever put it there.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto report = facet::resolver::parse_plugin_report({reinterpret_cast<const char*>(data), size});
  if (report && (report->fan_out_watchers > 1000 || size > facet::limits::kPluginReportBytes)) std::abort();
  return 0;
}
