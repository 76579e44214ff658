#include "resolver/adapters/rocksdb/options.h"

#include <rocksdb/cache.h>
#include <rocksdb/convenience.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/options.h>
#include <rocksdb/slice_transform.h>
#include <rocksdb/table.h>
#include <rocksdb/utilities/table_properties_collectors.h>

#include <algorithm>

namespace facet::resolver::rocks {
namespace {

constexpr std::size_t kUserBytes = 8;  // every prefix that is scanned for is one user
constexpr int kBloomBitsPerKey = 10;   // 1 % of the reads for users without records look into a table

bool supports(rocksdb::CompressionType type) {
  const auto supported = rocksdb::GetSupportedCompressions();
  return std::find(supported.begin(), supported.end(), type) != supported.end();
}

rocksdb::BlockBasedTableOptions table_options(const std::shared_ptr<rocksdb::Cache>& cache, bool by_prefix) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  // Otherwise indexes and filters grow with the store, outside of the cache's bound.
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(kBloomBitsPerKey));
  table.whole_key_filtering = !by_prefix;
  return table;
}

// Written all the time, and asked for users who have nothing there. A filter over what is not in tables yet
// spares that look; it takes 3 MiB of the write buffer from the start.
bool has_memory_filter(Column column) {
  return column == Column::groups || column == Column::edges || column == Column::watches ||
         column == Column::contacts || column == Column::devices;
}

// Scanned by user, never asked for a single key but with its user. (connected() and accounts() go over all
// once, at the start.)
bool scanned_by_user(Column column) {
  return has_memory_filter(column) || column == Column::accounts || column == Column::stances ||
         column == Column::standings || column == Column::log;
}

// Entries come and go; a scan from the front would wade through what was deleted.
bool is_queue(Column column) {
  return column == Column::outbox || column == Column::timers;
}

rocksdb::ColumnFamilyOptions column_options(Column column, const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  const bool by_prefix = scanned_by_user(column);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table_options(cache, by_prefix)));
  options.compression =
      supports(rocksdb::kLZ4Compression) ? rocksdb::kLZ4Compression : rocksdb::kNoCompression;
  if (by_prefix) {
    options.prefix_extractor.reset(rocksdb::NewFixedPrefixTransform(kUserBytes));
    if (has_memory_filter(column)) options.memtable_prefix_bloom_size_ratio = 0.05;
  }
  if (is_queue(column)) {
    options.write_buffer_size = std::size_t{4} << 20;
    options.table_properties_collector_factories.push_back(rocksdb::NewCompactOnDeletionCollectorFactory(
        /*sliding_window_size=*/1024, /*deletion_trigger=*/512));
  }
  return options;
}

}  // namespace

rocksdb::DBOptions database_options(const StoreOptions& options, bool create) {
  rocksdb::DBOptions result;
  result.create_if_missing = create;
  result.create_missing_column_families = true;
  result.paranoid_checks = true;
  // Everything that was promised was synced, and a sync covers all that was written before it; so the first
  // place where the log cannot be read lies behind every promise, and reading stops there. A power cut can
  // leave whole later pages behind a torn one: kTolerateCorruptedTailRecords would refuse to open then, and
  // kAbsoluteConsistency after every power cut.
  result.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // Each commit is with the operating system when it returns: kill -9 loses nothing.
  result.manual_wal_flush = false;
  result.db_write_buffer_size = options.write_buffer_bytes;
  // A column that is seldom written would keep every log since: bounds the disk and the time to start.
  result.max_total_wal_size = 2 * options.write_buffer_bytes;
  // Below the usual 1,024 descriptors of a process; the rest are the resolver's.
  result.max_open_files = 512;
  result.bytes_per_sync = std::size_t{1} << 20;
  // RocksDB's own log may name keys, which are phone numbers, below warnings.
  result.info_log_level = rocksdb::InfoLogLevel::WARN_LEVEL;
  result.keep_log_file_num = 4;
  result.max_log_file_size = std::size_t{4} << 20;
  result.stats_dump_period_sec = 0;
  result.stats_persist_period_sec = 0;
  return result;
}

std::vector<rocksdb::ColumnFamilyDescriptor> column_descriptors(const StoreOptions& options) {
  const std::shared_ptr<rocksdb::Cache> cache = rocksdb::NewLRUCache(options.cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> result;
  result.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions{});
  for (std::size_t i = 0; i < kColumns; ++i) {
    result.emplace_back(kColumnNames[i], column_options(static_cast<Column>(i), cache));
  }
  return result;
}

}  // namespace facet::resolver::rocks
