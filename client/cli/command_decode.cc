#include <istream>

#include "client/cli/command.h"
#include "client/cli/decode_line.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

// Flushes each line: the usual input is a live mosquitto_sub.
Result<Exit> run_decode(const Context& context) {
  std::istream& in = context.world.in;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) context.world.out << decode_line(line) << '\n' << std::flush;
    if (!context.world.out) return Exit::done;  // nobody reads any more
  }
  if (in.bad()) {
    return fail(errc::unreadable,
                tr("standard input cannot be read; pipe `mosquitto_sub -F '%t %x'` into it"));
  }
  return Exit::done;
}

}  // namespace

void add_decode(CLI::App& facet, Selected& selected) {
  CLI::App* decode =
      facet.add_subcommand("decode", tr("Turn messages of mosquitto_sub into JSON, one a line"));
  decode->footer(
      examples({"mosquitto_sub -v -t 'facet/v1/#' -F '%t %x' | facet decode",
                "mosquitto_sub -t 'facet/v1/in/+/8613800138000' -F '%t %x' | facet decode | jq ."}));
  decode->callback([&selected] { selected.run = run_decode; });
}

}  // namespace facet::cli
