#include "schemas/encode.h"
#include "schemas/encode_parts.h"
#include "schemas/receipt_generated.h"

namespace facet {
namespace {

using encode_parts::Builder;
using encode_parts::put;
using encode_parts::seconds;

flatbuffers::Offset<wire::Answer> put(Builder& builder, const Answer& answer) {
  const auto view = put(builder, answer.view);
  return wire::CreateAnswer(builder, answer.presentity.value(), view);
}

flatbuffers::Offset<wire::Seen> put(Builder& builder, const Seen& seen) {
  const auto view = put(builder, seen.view);
  const auto override_setting = seen.override_setting ? put(builder, *seen.override_setting) : 0;
  return wire::CreateSeen(builder, seen.watcher.value(), view, static_cast<wire::Rule>(seen.rule),
                          seen.group.value(), static_cast<wire::Overlay>(seen.overlay), seen.blocked,
                          override_setting, seconds(seen.follows_until), seen.former);
}

flatbuffers::Offset<wire::LogEntry> put(Builder& builder, const LogEntry& entry) {
  std::vector<wire::LogLine> lines;
  lines.reserve(entry.lines.size());
  for (const auto& line : entry.lines) {
    lines.emplace_back(line.group.value(), line.watchers, static_cast<wire::Rule>(line.rule),
                       static_cast<wire::Activity>(line.activity), std::uint16_t{0});
  }
  const auto lines_at = encode_parts::structs(builder, lines);
  return wire::CreateLogEntry(builder, seconds(entry.at), static_cast<wire::Cause>(entry.cause),
                              entry.device.value(), lines_at);
}

template <typename Table, typename Value>
auto put_tables(Builder& builder, const std::vector<Value>& values) {
  std::vector<flatbuffers::Offset<Table>> tables;
  tables.reserve(values.size());
  for (const auto& value : values) tables.push_back(put(builder, value));
  return encode_parts::tables(builder, tables);
}

std::vector<wire::Source> sources_of(const Receipt& receipt) {
  std::vector<wire::Source> result;
  result.reserve(receipt.sources.size());
  for (const auto& source : receipt.sources) {
    result.emplace_back(source.presentity.value(), static_cast<wire::Stance>(source.stance), source.known,
                        source.published);
  }
  return result;
}

}  // namespace

Bytes encode(const Receipt& receipt) {
  Builder builder;
  const auto limit = encode_parts::text(builder, receipt.limit);
  const auto answers = put_tables<wire::Answer>(builder, receipt.answers);
  const auto seen = put_tables<wire::Seen>(builder, receipt.seen);
  const auto log = put_tables<wire::LogEntry>(builder, receipt.log);
  const auto sources = encode_parts::structs(builder, sources_of(receipt));
  return encode_parts::finish(
      builder,
      wire::CreateReceipt(builder, receipt.request, static_cast<wire::Outcome>(receipt.outcome),
                          static_cast<wire::Reason>(receipt.reason), limit, receipt.limit_value,
                          receipt.revision.value(), answers, seen, log, sources, receipt.next),
      Kind::receipt);
}

}  // namespace facet
