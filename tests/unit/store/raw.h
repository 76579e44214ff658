#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

// A closed store's files as RocksDB and as bytes, behind the store's back. They throw on failure.
namespace facet::resolver::test {

void raw_put(const std::filesystem::path& dir, const std::string& column, const std::string& key,
             const std::string& value);
std::string raw_get(const std::filesystem::path& dir, const std::string& column, const std::string& key);
std::vector<std::string> raw_keys(const std::filesystem::path& dir, const std::string& column);
std::size_t raw_count(const std::filesystem::path& dir, const std::string& column);
void raw_add_column(const std::filesystem::path& dir, const std::string& column);
void raw_drop_column(const std::filesystem::path& dir, const std::string& column);

std::vector<std::filesystem::path> files_with(const std::filesystem::path& dir, const std::string& extension);
std::string read_bytes(const std::filesystem::path& file);
void write_bytes(const std::filesystem::path& file, const std::string& bytes);

}  // namespace facet::resolver::test
