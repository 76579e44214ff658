#include "client/cli/broker.h"

#include <algorithm>
#include <charconv>

#include "client/cli/exit_code.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

bool is_host(std::string_view host) {
  return !host.empty() && std::none_of(host.begin(), host.end(), [](unsigned char c) {
    return c <= ' ' || c == 0x7F || c == '/' || c == '[' || c == ']' || c == '@';
  });
}

// Host and what follows it, ":PORT" or nothing.
std::optional<std::pair<std::string_view, std::string_view>> split(std::string_view text) {
  if (!text.empty() && text.front() == '[') {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    return std::pair{text.substr(1, end - 1), text.substr(end + 1)};
  }
  const std::size_t colon = text.find(':');
  const bool bare_v6 = colon != std::string_view::npos && text.find(':', colon + 1) != std::string_view::npos;
  if (colon == std::string_view::npos || bare_v6) return std::pair{text, std::string_view{}};
  return std::pair{text.substr(0, colon), text.substr(colon)};
}

}  // namespace

Result<Broker> parse_broker(std::string_view text) {
  const auto wrong = [&] {
    return fail(errc::bad_value,
                tr("'{}' is no broker; write HOST or HOST:PORT, for example facet.example.org:1883", text));
  };
  const auto parts = split(text);
  if (!parts || !is_host(parts->first)) return wrong();
  if (parts->second.empty()) return Broker{std::string{parts->first}, std::nullopt};
  const auto port = parse_port(parts->second.substr(1));
  if (parts->second.front() != ':' || !port) return wrong();
  return Broker{std::string{parts->first}, port};
}

}  // namespace facet::cli
