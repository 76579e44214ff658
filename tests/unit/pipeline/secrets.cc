#include "tests/unit/pipeline/secrets.h"

#include <algorithm>

namespace facet::resolver::testing {
namespace {

Bytes little_endian(std::uint64_t number, std::size_t least) {
  Bytes bytes;
  for (; number != 0 || bytes.size() < least; number >>= 8) bytes.push_back(static_cast<char>(number & 0xFF));
  return bytes;
}

void add_number(Secret& secret, std::uint64_t number, std::size_t least) {
  const Bytes little = little_endian(number, least);
  secret.traces.push_back(little);
  secret.traces.emplace_back(little.rbegin(), little.rend());
}

View without_times(View view) {
  view.changed_at = view.until = kNoTime;
  return view;
}

// The same message without what is 4 bytes or more by nature: times, revisions, people's numbers.
Bytes blanked(const Bytes& payload) {
  if (const auto view = decode_view(payload)) return encode(without_times(*view));
  auto receipt = decode_receipt(payload);
  if (!receipt) return payload;
  receipt->request = receipt->next = 0;
  receipt->revision = {};
  for (auto& answer : receipt->answers) answer = {UserId{1}, without_times(answer.view)};
  for (auto& source : receipt->sources) source.presentity = UserId{1};
  return encode(*receipt);
}

}  // namespace

Secret text(std::string what, const std::string& secret) {
  return {.what = std::move(what),
          .traces = {secret, secret.substr(0, secret.size() / 2), secret.substr(secret.size() / 2)}};
}

Secret number(std::string what, std::uint64_t number) {
  Secret secret{.what = std::move(what), .traces = {std::to_string(number)}};
  add_number(secret, number, 4);
  return secret;
}

Secret small_number(std::string what, std::uint16_t number) {
  Secret secret{.what = std::move(what), .traces = {std::to_string(number)}};
  add_number(secret, number, 2);
  secret.small = true;
  return secret;
}

std::vector<std::string> betrayed(const std::vector<Secret>& secrets, UserId who,
                                  const Delivered& delivered) {
  std::vector<std::string> found;
  const Bytes blank = blanked(delivered.payload);
  for (const Secret& secret : secrets) {
    const bool may = secret.may.contains(who) && delivered.at >= secret.from && delivered.at < secret.until;
    if (may || who == secret.owner) continue;
    const Bytes& payload = secret.small ? blank : delivered.payload;
    const bool in = std::any_of(secret.traces.begin(), secret.traces.end(), [&](const Bytes& trace) {
      return payload.find(trace) != Bytes::npos ||
             (!secret.small && delivered.topic.find(trace) != std::string::npos);
    });
    if (in) found.push_back(secret.what);
  }
  return found;
}

bool is_plain(const Delivered& delivered) {
  const Bytes& payload = delivered.payload;
  if (payload.empty()) return true;
  if (const auto view = decode_view(payload)) return encode(*view) == payload;
  if (const auto receipt = decode_receipt(payload)) return encode(*receipt) == payload;
  if (const auto own = decode_own_group(payload)) return encode(*own) == payload;
  const auto members = decode_own_members(payload);
  return members && encode(*members) == payload;
}

}  // namespace facet::resolver::testing
