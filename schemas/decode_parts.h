#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "schemas/common_generated.h"
#include "schemas/decode.h"
#include "schemas/own_setting_generated.h"
#include "schemas/verify.h"
#include "schemas/view_generated.h"

// What several decoders check and read alike. Internal to schemas/.
namespace facet::decode_parts {

using Check = std::optional<Refusal>;
using Texts = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>;
using Entries = flatbuffers::Vector<const wire::ScheduleEntry*>;

inline tl::unexpected<Refusal> refused(Refusal refusal, std::uint64_t request) {
  refusal.request = request;
  return tl::unexpected(std::move(refusal));
}

// The element, of a table or a struct; the generated interface takes 32-bit places.
template <typename Vector>
auto at(const Vector& vector, std::size_t place) {
  return vector->Get(static_cast<flatbuffers::uoffset_t>(place));
}

// Nobody is in two of the lists, and in none of them twice: such a message contradicts itself.
Check check_disjoint(std::vector<UserId> all, const std::vector<UserId>& more = {});
Check check_no_group_twice(std::vector<std::uint32_t> groups);

Check check_notes(const Texts* notes);
// `note` is a 1-based place among `notes`, 0 for none.
Check check_setting(std::uint8_t activity, std::uint8_t note, std::size_t notes);
std::string note_of(const Texts* notes, std::uint8_t note);

Check check_schedule(const Entries* entries, std::size_t notes);
Schedule schedule_of(const Entries* entries, const Texts* notes);
Check check_zone(const flatbuffers::String* zone);

// What a Shows that this version does not know means: in what a phone sends, a mistake; in what it is sent,
// a newer resolver.
enum class Newer { refused, kept };
Check check_automatics(const Automatics& automatics, Newer newer);
template <typename Wire>
Automatics automatics_of(const Wire& wire) {
  return {{static_cast<Shows>(wire.off()), static_cast<Activity>(wire.off_instead())},
          {static_cast<Shows>(wire.in_call()), static_cast<Activity>(wire.in_call_instead())}};
}

Check check(const wire::View& view);
View value_of(const wire::View& view);
Check check(const wire::OwnSetting* setting);  // absent is fine
std::optional<Setting> value_of(const wire::OwnSetting* setting);

}  // namespace facet::decode_parts
