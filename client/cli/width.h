#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// How wide text stands in a terminal: Chinese characters take two columns, combining marks none. UTF-8
// whatever the process's locale is. Thread-safe.
namespace facet::cli {

// `text` without what could act on a terminal or turn the reading direction: control characters,
// bidirectional controls and broken UTF-8 become U+FFFD. Names and notes of other people go through this.
std::string clean(std::string_view text);

// Columns of `clean(text)`.
std::size_t display_width(std::string_view text);

// `clean(text)`, cut at a whole character and marked by `…` when it is wider than `columns`.
std::string fit(std::string_view text, std::size_t columns);

// UTF-8 as code points; what is broken is U+FFFD.
std::u32string code_points(std::string_view text);

}  // namespace facet::cli
