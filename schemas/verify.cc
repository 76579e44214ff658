#include "schemas/verify.h"

#include <cstring>

#include "schemas/kinds.h"
#include "schemas/text.h"

namespace facet::verify {

Refusal check_envelope(std::string_view payload, const char* identifier, std::size_t max_bytes) {
  if (payload.size() > max_bytes) return refuse(Reason::too_large, "payload_bytes", max_bytes);
  // Root offset and identifier come before everything else.
  if (payload.size() < 8) return refuse(Reason::malformed);
  const std::string_view found = payload.substr(4, 4);
  if (found == identifier) return {};
  return refuse(kind_of_identifier(found) ? Reason::wrong_kind : Reason::malformed);
}

std::optional<std::string> realigned(std::string_view payload) {
  if (reinterpret_cast<std::uintptr_t>(payload.data()) % sizeof(std::uint64_t) == 0) return std::nullopt;
  // Both places a string keeps its bytes in are aligned: on the heap, and within itself after two words.
  return std::string{payload};
}

std::optional<Refusal> check_text(const flatbuffers::String* text, std::size_t max_bytes, const char* limit) {
  if (text == nullptr) return std::nullopt;
  if (text->size() > max_bytes) return refuse(Reason::over_limit, limit, max_bytes);
  if (!is_clean_text(text->string_view())) return refuse(Reason::bad_text, limit);
  return std::nullopt;
}

std::optional<Refusal> check_users(const flatbuffers::Vector<std::uint64_t>* users, std::size_t max_count,
                                   const char* limit) {
  if (!is_aligned(users)) return refuse(Reason::malformed);
  if (size_of(users) > max_count) return refuse(Reason::over_limit, limit, max_count);
  for (std::size_t i = 0; i < size_of(users); ++i) {
    if (!UserId{users->Get(static_cast<unsigned>(i))}.valid()) return refuse(Reason::bad_value, "user_id");
  }
  return std::nullopt;
}

std::optional<Refusal> check_activity(std::uint8_t activity) {
  if (is_sendable(static_cast<Activity>(activity))) return std::nullopt;
  return refuse(Reason::bad_value, "activity", kLastActivity);
}

}  // namespace facet::verify
