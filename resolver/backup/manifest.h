#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schemas/result.h"

// The list of a backup's files, which tells a whole backup from anything else. Text, so that
// `b2sum -l 256 --check B2SUMS` checks it without Facet:
//
//   # Facet backup 1
//   # made 2026-11-25T10:02:03Z by facet-resolver 0.1.0
//   <64 hexadecimal digits>  000012.sst
//   ...
//   # end <the same of all lines above>
namespace facet::resolver {

inline constexpr const char* kManifestName = "B2SUMS";

struct Manifest {
  struct File {
    std::string name;  // letters, digits, '-', '_' and '.', never a path
    std::string hash;  // as files.h makes it
    bool operator==(const File&) const = default;
  };
  std::string made;  // "2026-11-25T10:02:03Z by facet-resolver 0.1.0"
  std::vector<File> files;
  bool operator==(const Manifest&) const = default;
};

std::string write_manifest(const Manifest& manifest);
// Any bytes; backup_errc::damaged when they are no whole manifest. What it takes has no name twice, and
// write_manifest() makes the same bytes of it again.
Result<Manifest> read_manifest(std::string_view text);

}  // namespace facet::resolver
