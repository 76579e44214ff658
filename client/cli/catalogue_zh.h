#pragma once

#include <string_view>

namespace facet::cli {

// po/zh_CN.po as msgfmt compiled it; made at build time by po/embed.cmake. Static storage.
std::string_view catalogue_zh();

}  // namespace facet::cli
