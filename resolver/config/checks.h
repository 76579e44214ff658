#pragma once

#include "resolver/config/section.h"

// What the texts of the file may be. Internal to config/.
namespace facet::resolver {

TextCheck resolver_id();                      // [a-z0-9-]{1,32}, as topics::resolver_op wants it
TextCheck clean_text(std::size_t max_bytes);  // UTF-8 without control characters, not empty
TextCheck host();                             // a name or address, without scheme, port or path

}  // namespace facet::resolver
