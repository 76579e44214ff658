#include "resolver/adapters/rocksdb/record_parts.h"

#include "resolver/ports/store.h"

namespace facet::resolver::rocks {

Writer begin(std::string& out) {
  out.clear();
  Writer writer{out};
  writer.byte(kRecordVersion);
  return writer;
}

void put_flags(Writer& writer, unsigned flags) {
  writer.byte(static_cast<std::uint8_t>(flags));
}

unsigned flags(Reader& reader, unsigned known) {
  const unsigned value = reader.byte();
  if ((value & ~known) != 0) reader.fail();
  return value;
}

void put(Writer& writer, Revision revision) {
  writer.fixed(revision.value());
}

Revision revision(Reader& reader) {
  return Revision{reader.fixed()};
}

Time flagged_time(Reader& reader) {
  const Time time = reader.time();
  if (time == kNoTime) reader.fail();
  return time;
}

void put(Writer& writer, const Setting& setting) {
  put_enum(writer, setting.activity);
  writer.text(setting.note);
  writer.time(setting.until);
  writer.time(setting.changed_at);
}

Setting setting(Reader& reader) {
  Setting result;
  result.activity = static_cast<Activity>(reader.byte());
  result.note = reader.text();
  result.until = reader.time();
  result.changed_at = reader.time();
  return result;
}

tl::unexpected<Error> newer_record(Column column) {
  return fail(store_errc::newer_schema,
              std::string{"a record in '"} + name(column) +
                  "' was written by a newer version: upgrade Facet on this machine");
}

tl::unexpected<Error> damaged(Column column) {
  return fail(store_errc::damaged, std::string{"a record in '"} + name(column) +
                                       "' cannot be read: stop the resolver and restore the last backup");
}

}  // namespace facet::resolver::rocks
