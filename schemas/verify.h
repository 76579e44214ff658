#pragma once

#include <flatbuffers/flatbuffers.h>

#include <initializer_list>
#include <optional>
#include <string_view>

#include "schemas/decode.h"

// The checks that every decoder shares. Internal to schemas/.
namespace facet::verify {

inline Refusal refuse(Reason reason, std::string limit = {}, std::size_t value = 0) {
  return Refusal{reason, std::move(limit), static_cast<std::uint32_t>(value), 0};
}

// Size, identifier and FlatBuffers structure of `payload` as a `Root`; the root is valid as long as
// `payload`.
Refusal check_envelope(std::string_view payload, const char* identifier, std::size_t max_bytes);

template <typename Root>
tl::expected<const Root*, Refusal> root(std::string_view payload, const char* identifier,
                                        std::size_t max_bytes) {
  if (auto refusal = check_envelope(payload, identifier, max_bytes); refusal.reason != Reason::none) {
    return tl::unexpected(std::move(refusal));
  }
  const auto* data = reinterpret_cast<const std::uint8_t*>(payload.data());
  // Depth and table count are bounded by the schema's own shape: 2 levels below the root, one table an
  // element.
  flatbuffers::Verifier verifier(data, payload.size(), /*max_depth=*/6, /*max_tables=*/1'000);
  if (!verifier.VerifyBuffer<Root>(nullptr)) return tl::unexpected(refuse(Reason::malformed));
  return flatbuffers::GetRoot<Root>(data);
}

// FlatBuffers' verifier looks at a list's length only, not at whether its 64-bit elements are aligned.
template <typename Element>
bool is_aligned(const flatbuffers::Vector<Element>* list) {
  return list == nullptr || reinterpret_cast<std::uintptr_t>(list->Data()) % sizeof(std::uint64_t) == 0;
}

// A copy of `payload` when it does not start on an address that its 64-bit fields need; nullopt as a rule.
std::optional<std::string> realigned(std::string_view payload);

std::optional<Refusal> check_text(const flatbuffers::String* text, std::size_t max_bytes, const char* limit);

// Every id valid, ascending order not asked for, at most `max_count`.
std::optional<Refusal> check_users(const flatbuffers::Vector<std::uint64_t>* users, std::size_t max_count,
                                   const char* limit);

std::optional<Refusal> check_activity(std::uint8_t activity);

template <typename Vector>
std::size_t size_of(const Vector* vector) {
  return vector == nullptr ? 0 : vector->size();
}

inline std::vector<UserId> users_of(const flatbuffers::Vector<std::uint64_t>* users) {
  std::vector<UserId> result;
  result.reserve(size_of(users));
  for (std::size_t i = 0; i < size_of(users); ++i) result.emplace_back(users->Get(static_cast<unsigned>(i)));
  return result;
}

inline std::string text_of(const flatbuffers::String* text) {
  return text == nullptr ? std::string{} : text->str();
}
inline Time time_of(std::uint32_t seconds) {
  return Time{std::chrono::seconds{seconds}};
}
inline std::uint32_t seconds_of(Time time) {
  return static_cast<std::uint32_t>(time.time_since_epoch().count());
}

}  // namespace facet::verify
