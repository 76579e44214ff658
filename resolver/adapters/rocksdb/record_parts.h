#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "resolver/adapters/rocksdb/codec.h"
#include "resolver/adapters/rocksdb/records.h"

// What the records have in common, for the files that lay them out.
namespace facet::resolver::rocks {

// Empties `out` and writes the version.
Writer begin(std::string& out);

// Which of the parts that are not always there follow. A part is there only when it says something: one that
// is there and says nothing would be a second spelling, so readers fail() it.
void put_flags(Writer& writer, unsigned flags);
unsigned flags(Reader& reader, unsigned known);

void put(Writer& writer, Revision revision);
Revision revision(Reader& reader);

// A time whose flag says that it is not kNoTime.
Time flagged_time(Reader& reader);

void put(Writer& writer, const Setting& setting);
// Activities of newer versions stay as they are (schemas/activity.h).
Setting setting(Reader& reader);

template <typename Number>
Number number_up_to(Reader& reader, Number most = std::numeric_limits<Number>::max()) {
  const std::uint64_t value = reader.number();
  if (value > most) reader.fail();
  return static_cast<Number>(value);
}

template <typename Enum>
void put_enum(Writer& writer, Enum value) {
  writer.byte(static_cast<std::uint8_t>(value));
}
// Values count from 0. A newer version with more of them raises the schema.
template <typename Enum>
Enum enum_up_to(Reader& reader, Enum last) {
  const auto value = static_cast<Enum>(reader.byte());
  if (value > last) reader.fail();
  return value;
}

tl::unexpected<Error> newer_record(Column column);

// Reads the version, then everything else by `read(reader)`.
template <typename Read>
auto decode(Column column, std::string_view record, Read read)
    -> Result<decltype(read(std::declval<Reader&>()))> {
  Reader reader{record};
  const std::uint8_t version = reader.byte();
  if (version > kRecordVersion) return newer_record(column);
  if (version == 0) return damaged(column);
  auto value = read(reader);
  if (!reader.done()) return damaged(column);
  return value;
}

}  // namespace facet::resolver::rocks
