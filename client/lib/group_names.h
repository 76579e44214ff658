#pragma once

#include <string>
#include <string_view>

#include "schemas/ids.h"
#include "schemas/result.h"

// Names of groups: what may be one, when two are the same, and which id one starts from.
namespace facet::client {

inline constexpr std::string_view kOtherName = "other";

// Without ASCII white space at either end.
std::string trimmed(std::string_view name);

// Equal for names that mean the same group: trimmed, with ASCII letters in lower case. Letters beyond ASCII
// are compared as they are ("Ärzte" and "ärzte" are two groups), because every device has to fold alike for
// ever.
std::string folded(std::string_view name);

// The name as it is kept. errc::bad_value: empty, "other", not clean text. errc::over_limit: kGroupNameBytes.
Result<std::string> checked_name(std::string_view name);

// 32-bit FNV-1a of the folded name, mapped into 1 to 2^31-1: the same on every device of every version.
GroupId first_id(std::string_view name);

// Where to look when `taken` belongs to a group of another name.
GroupId next_id(GroupId taken);

}  // namespace facet::client
