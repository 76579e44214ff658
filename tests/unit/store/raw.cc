#include "tests/unit/store/raw.h"

#include <rocksdb/db.h>
#include <rocksdb/options.h>

#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <stdexcept>

namespace facet::resolver::test {
namespace {

void check(const rocksdb::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

void with_database(
    const std::filesystem::path& dir,
    const std::function<void(rocksdb::DB&, const std::vector<rocksdb::ColumnFamilyHandle*>&)>& use) {
  std::vector<std::string> names;
  check(rocksdb::DB::ListColumnFamilies({}, dir.string(), &names));
  std::vector<rocksdb::ColumnFamilyDescriptor> columns;
  for (const auto& name : names) columns.emplace_back(name, rocksdb::ColumnFamilyOptions{});
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  check(rocksdb::DB::Open({}, dir.string(), columns, &handles, &opened));
  const std::unique_ptr<rocksdb::DB> database{opened};
  use(*database, handles);
  for (auto* handle : handles) check(database->DestroyColumnFamilyHandle(handle));
}

rocksdb::ColumnFamilyHandle* find(const std::vector<rocksdb::ColumnFamilyHandle*>& handles,
                                  const std::string& column) {
  for (auto* handle : handles) {
    if (handle->GetName() == column) return handle;
  }
  throw std::runtime_error("no column family " + column);
}

}  // namespace

void raw_put(const std::filesystem::path& dir, const std::string& column, const std::string& key,
             const std::string& value) {
  with_database(dir, [&](auto& database, const auto& handles) {
    check(database.Put({}, find(handles, column), key, value));
  });
}

std::string raw_get(const std::filesystem::path& dir, const std::string& column, const std::string& key) {
  std::string value;
  with_database(dir, [&](auto& database, const auto& handles) {
    check(database.Get({}, find(handles, column), key, &value));
  });
  return value;
}

std::vector<std::string> raw_keys(const std::filesystem::path& dir, const std::string& column) {
  std::vector<std::string> keys;
  with_database(dir, [&](auto& database, const auto& handles) {
    const std::unique_ptr<rocksdb::Iterator> at{database.NewIterator({}, find(handles, column))};
    for (at->SeekToFirst(); at->Valid(); at->Next()) keys.push_back(at->key().ToString());
    check(at->status());
  });
  return keys;
}

std::size_t raw_count(const std::filesystem::path& dir, const std::string& column) {
  return raw_keys(dir, column).size();
}

void raw_add_column(const std::filesystem::path& dir, const std::string& column) {
  with_database(dir, [&](auto& database, const auto&) {
    rocksdb::ColumnFamilyHandle* added = nullptr;
    check(database.CreateColumnFamily({}, column, &added));
    check(database.DestroyColumnFamilyHandle(added));
  });
}

void raw_drop_column(const std::filesystem::path& dir, const std::string& column) {
  with_database(dir, [&](auto& database, const auto& handles) {
    check(database.DropColumnFamily(find(handles, column)));
  });
}

std::vector<std::filesystem::path> files_with(const std::filesystem::path& dir,
                                              const std::string& extension) {
  std::vector<std::filesystem::path> result;
  for (const auto& entry : std::filesystem::directory_iterator{dir}) {
    if (entry.path().extension() == extension) result.push_back(entry.path());
  }
  return result;
}

std::string read_bytes(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  if (!in) throw std::runtime_error("cannot read " + file.string());
  return {std::istreambuf_iterator<char>{in}, {}};
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream out{file, std::ios::binary | std::ios::trunc};
  out << bytes;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace facet::resolver::test
