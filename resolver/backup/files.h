#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "schemas/result.h"

// Files that are on the disk when the call returns. Every error is backup_errc::io and names the file.
namespace facet::resolver {

// BLAKE2b of 256 bits, in 64 hexadecimal digits: what `b2sum -l 256` prints.
Result<std::string> hash_file(const std::filesystem::path& file);
std::string hash_text(const std::string& text);

// Makes `to` (0600), which must not be there; returns the hash of what was copied.
Result<std::string> copy_new_file(const std::filesystem::path& from, const std::filesystem::path& to);
Status write_new_file(const std::filesystem::path& file, const std::string& text);
// At most `most` bytes; a larger file is an error.
Result<std::string> read_small_file(const std::filesystem::path& file, std::size_t most);

// 0700; the folder above must be there.
Status make_private_folder(const std::filesystem::path& dir);
// The names in it.
Status sync_folder(const std::filesystem::path& dir);
// True: not there, or a folder with nothing in it.
Result<bool> is_free(const std::filesystem::path& dir);

// As root, gives everything in `dir` to the folder's own owner: what a service is to read. Otherwise nothing.
Status give_to_owner_of(const std::filesystem::path& dir);

}  // namespace facet::resolver
