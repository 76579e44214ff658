#include "resolver/adapters/rocksdb/log.h"

#include <algorithm>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver::rocks {

Result<std::uint64_t> RocksDbStore::newest_logged(UserId presentity) {
  const auto record = database_->get(Column::log, log_key(presentity, kNewestSlot).view());
  if (!record) return tl::unexpected(record.error());
  if (!*record) return 0;
  return decode_number_record(Column::log, **record);
}

Result<std::vector<LogEntry>> RocksDbStore::log(UserId presentity, std::size_t skip, std::size_t max) {
  std::vector<NumberedEntry> all;
  const LogKey first = log_key(presentity, kNewestSlot + 1);
  const Database::Range range{
      .column = Column::log, .from = first.view(), .before = {}, .same_user = true, .at = nullptr};
  const auto scanned = database_->scan(range, [&](auto key, auto value) -> Result<bool> {
    if (!parse_log_key(key)) return damaged(Column::log);
    auto entry = decode_log_record(value);
    if (!entry) return tl::unexpected(entry.error());
    all.push_back(std::move(*entry));
    return true;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.number > b.number; });

  std::vector<LogEntry> entries;
  const std::size_t end = std::min(all.size(), limits::kLogEntries);
  for (std::size_t i = skip; i < end && entries.size() < max; ++i) {
    entries.push_back(std::move(all[i].entry));
  }
  return entries;
}

}  // namespace facet::resolver::rocks
