#pragma once

#include <string>
#include <string_view>

#include "schemas/kinds.h"

// The promise of decode.h, checked on any bytes: shared by the unit tests and the fuzz target.
namespace facet::test {

// Decodes `payload` as `kind`. Empty when the decoder kept its promise: a refusal has a reason, and a value
// is within limits.h, of clean text, without repetitions, and the same after encoding and decoding it again.
// Otherwise what is wrong.
std::string broken_promise(Kind kind, std::string_view payload);

// Whether decode.h takes `payload` as `kind`.
bool is_taken(Kind kind, std::string_view payload);

}  // namespace facet::test
