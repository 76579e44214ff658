#include "resolver/adapters/rocksdb/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "resolver/ports/store.h"

namespace facet::resolver::rocks {
namespace {

namespace fs = std::filesystem;

// Beside what the logs hold: new logs, the manifest, the options of every column.
constexpr std::uintmax_t kRoomToStart = std::uintmax_t{8} << 20;
constexpr std::uintmax_t kMebibyte = std::uintmax_t{1} << 20;

tl::unexpected<Error> refused(const std::string& what, const fs::path& path, const std::error_code& why) {
  return fail(store_errc::io, what + " '" + path.string() + "': " + why.message());
}

// A new folder's name stands in the folder above; until that is on the disk, a power cut takes both.
Status sync_folder(const fs::path& dir) {
  const int opened = ::open(dir.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return refused("cannot open the folder", dir, {errno, std::generic_category()});
  const int synced = ::fsync(opened);
  const int why = errno;
  ::close(opened);
  if (synced != 0) return refused("cannot bring the folder to the disk", dir, {why, std::generic_category()});
  return {};
}

// And the folders above it that are missing.
Status make_folder(const fs::path& dir) {
  std::error_code error;
  const fs::path above = dir.has_parent_path() ? dir.parent_path() : fs::path{"."};
  if (!fs::exists(above, error)) {
    if (error) return refused("cannot look at the folder", above, error);
    if (auto made = make_folder(above); !made) return made;
  }
  if (::mkdir(dir.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
    return refused("cannot make the folder", dir, {errno, std::generic_category()});
  }
  return sync_folder(above);
}

// What RocksDB may have written before CURRENT, its last step: making the store was interrupted.
bool from_an_unfinished_start(const fs::directory_entry& entry) {
  const std::string name = entry.path().filename().string();
  for (const std::string_view prefix : {"LOCK", "LOG", "IDENTITY", "MANIFEST-", "OPTIONS-"}) {
    if (name.rfind(prefix, 0) == 0) return true;
  }
  return entry.path().extension() == ".dbtmp";
}

std::uintmax_t size_of_logs(const fs::path& dir, std::error_code& error) {
  std::uintmax_t size = 0;
  for (fs::directory_iterator entry{dir, error}; !error && entry != fs::directory_iterator{};
       entry.increment(error)) {
    if (entry->path().extension() == ".log") size += entry->file_size(error);
  }
  return size;
}

}  // namespace

Status has_room(const fs::path& dir) {
  std::error_code error;
  const std::uintmax_t needed = kRoomToStart + size_of_logs(dir, error);
  if (error) return refused("cannot look at the folder", dir, error);
  struct statvfs disk {};
  if (::statvfs(dir.c_str(), &disk) != 0) {
    return refused("cannot look at the disk of", dir, {errno, std::generic_category()});
  }
  const std::uintmax_t free = std::uintmax_t{disk.f_bavail} * disk.f_frsize;
  if (free >= needed) return {};
  return fail(store_errc::io, "the disk of '" + dir.string() + "' has " + std::to_string(free / kMebibyte) +
                                  " MiB left and the store needs " + std::to_string(needed / kMebibyte + 1) +
                                  " to start: make room, then start the resolver again");
}

Result<bool> holds_store(const fs::path& dir) {
  std::error_code error;
  if (!fs::exists(dir, error)) {
    if (error) return refused("cannot look at the folder", dir, error);
    if (auto made = make_folder(dir); !made) return tl::unexpected(made.error());
    return false;
  }
  if (fs::exists(dir / "CURRENT", error)) return true;
  fs::directory_iterator entry{dir, error};
  for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    if (from_an_unfinished_start(*entry)) continue;
    return fail(store_errc::damaged, "'" + dir.string() +
                                         "' holds files but no store (its CURRENT is missing): restore the "
                                         "last backup, or name an empty folder for a new store");
  }
  if (error) return refused("cannot read the folder", dir, error);
  return false;
}

}  // namespace facet::resolver::rocks
