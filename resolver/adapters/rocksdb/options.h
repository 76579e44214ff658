#pragma once

#include <vector>

#include "resolver/adapters/rocksdb/columns.h"
#include "resolver/adapters/rocksdb/rocksdb_store.h"

namespace rocksdb {
struct ColumnFamilyDescriptor;
struct DBOptions;
}  // namespace rocksdb

// How RocksDB is set up, and why.
namespace facet::resolver::rocks {

rocksdb::DBOptions database_options(const StoreOptions& options, bool create);

// RocksDB's own "default", which stays empty, and then ours in the order of Column.
std::vector<rocksdb::ColumnFamilyDescriptor> column_descriptors(const StoreOptions& options);

}  // namespace facet::resolver::rocks
