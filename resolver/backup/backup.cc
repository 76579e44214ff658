#include "resolver/backup/backup.h"

#include <algorithm>
#include <set>

#include "resolver/backup/errc.h"
#include "resolver/backup/files.h"
#include "resolver/backup/manifest.h"
#include "resolver/backup/source.h"

namespace facet::resolver {
namespace {

namespace fs = std::filesystem;

// RocksDB's last step, and ours: without it there is no store.
constexpr const char* kLastFile = "CURRENT";
// A list of a million files; a store has some thousands.
constexpr std::size_t kManifestBytes = std::size_t{128} << 20;

Result<std::vector<std::string>> names_in(const fs::path& dir) {
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry{dir, error};
  for (; !error && entry != fs::directory_iterator{}; entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return fail(backup_errc::io, "cannot look into '" + dir.string() + "': " + error.message());
  std::sort(names.begin(), names.end());
  return names;
}

Result<Manifest> copy_store(const fs::path& from, const fs::path& to, const std::string& made) {
  const auto names = names_in(from);
  if (!names) return tl::unexpected(names.error());
  Manifest manifest{made, {}};
  for (const auto& name : *names) {
    if (!is_store_file(name)) continue;
    auto hash = copy_new_file(from / name, to / name);
    if (!hash) return tl::unexpected(hash.error());
    manifest.files.push_back({name, std::move(*hash)});
  }
  return manifest;
}

Result<Manifest> manifest_in(const fs::path& dir) {
  const auto text = read_small_file(dir / kManifestName, kManifestBytes);
  if (!text) return tl::unexpected(text.error());
  return read_manifest(*text);
}

// What is in the folder is what the list says: no more, no less, nothing changed.
Status check_files(const fs::path& dir, const Manifest& manifest) {
  const auto names = names_in(dir);
  if (!names) return tl::unexpected(names.error());
  std::set<std::string> unexplained{names->begin(), names->end()};
  unexplained.erase(kManifestName);
  for (const auto& file : manifest.files) {
    if (unexplained.erase(file.name) == 0) {
      return fail(backup_errc::damaged, file.name + " is missing; use another backup");
    }
    const auto hash = hash_file(dir / file.name);
    if (!hash) return tl::unexpected(hash.error());
    if (*hash != file.hash) {
      return fail(backup_errc::damaged, file.name + " is not what was backed up; use another backup");
    }
  }
  if (unexplained.empty()) return {};
  return fail(backup_errc::damaged, *unexplained.begin() + " does not belong to it; use another backup");
}

Result<StoreReport> verify_backup(const fs::path& dir) {
  const auto manifest = manifest_in(dir);
  if (!manifest) return tl::unexpected(manifest.error());
  if (auto checked = check_files(dir, *manifest); !checked) return tl::unexpected(checked.error());
  return verify_store(dir);
}

bool holds_backup(const fs::path& dir) {
  std::error_code ignored;
  return fs::exists(dir / kManifestName, ignored);
}

Result<StoreReport> write_backup(const fs::path& store, const fs::path& dir, const std::string& made) {
  const auto source = Source::open(store);
  if (!source) return tl::unexpected(source.error());
  if (auto folder = make_private_folder(dir); !folder) return tl::unexpected(folder.error());
  const auto manifest = copy_store(source->folder(), dir, made);
  if (!manifest) return tl::unexpected(manifest.error());
  if (auto written = write_new_file(dir / kManifestName, write_manifest(*manifest)); !written) {
    return tl::unexpected(written.error());
  }
  if (auto synced = sync_folder(dir); !synced) return tl::unexpected(synced.error());
  return verify_backup(dir);
}

Status refuse_unless_free(const fs::path& dir, const char* next_step) {
  const auto free = is_free(dir);
  if (!free) return tl::unexpected(free.error());
  if (*free) return {};
  return fail(backup_errc::occupied, "there is something in '" + dir.string() + "': " + next_step);
}

bool is_within(const fs::path& dir, const fs::path& above) {
  std::error_code ignored;
  const auto inner = fs::weakly_canonical(dir, ignored);
  const auto outer = fs::weakly_canonical(above, ignored);
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

// The folder was empty and is locked: all that is in it, but the lock, is ours.
void take_back(const fs::path& store) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator{store, ignored}) {
    if (entry.path().filename() != "LOCK") fs::remove(entry.path(), ignored);
  }
  fs::remove(store / "LOCK", ignored);
}

Status copy_checked(const fs::path& from, const Manifest::File& file, const fs::path& to) {
  const auto hash = copy_new_file(from / file.name, to);
  if (!hash) return tl::unexpected(hash.error());
  if (*hash == file.hash) return {};
  return fail(backup_errc::damaged, file.name + " changed while it was read; use another backup");
}

Status put_back(const fs::path& from, const Manifest& manifest, const fs::path& store) {
  const fs::path last = store / (std::string{kLastFile} + ".dbtmp");
  for (const auto& file : manifest.files) {
    auto copied = copy_checked(from, file, file.name == kLastFile ? last : store / file.name);
    if (!copied) return copied;
  }
  if (auto given = give_to_owner_of(store); !given) return given;
  if (auto synced = sync_folder(store); !synced) return synced;
  std::error_code error;
  fs::rename(last, store / kLastFile, error);
  if (error) return fail(backup_errc::io, "cannot end the restore: " + error.message());
  return sync_folder(store);
}

}  // namespace

Result<StoreReport> back_up(const fs::path& store, const fs::path& to, const std::string& made) {
  const auto target = fs::absolute(to).lexically_normal();
  if (auto free = refuse_unless_free(target, "name a new folder for each backup"); !free) {
    return tl::unexpected(free.error());
  }
  if (is_within(target, store)) {
    return fail(backup_errc::occupied, "'" + to.string() + "' lies in the store: name a folder elsewhere");
  }
  const fs::path name = target.has_filename() ? target : target.parent_path();
  const fs::path unfinished = name.string() + ".unfinished";
  if (auto free =
          refuse_unless_free(unfinished, "an earlier backup did not end, or one is under way; remove it");
      !free) {
    return tl::unexpected(free.error());
  }
  std::error_code error;
  fs::remove(unfinished, error);  // an empty one
  auto report = write_backup(store, unfinished, made);
  if (report && report->wrong.empty()) {
    fs::rename(unfinished, name, error);
    if (!error) {
      if (auto synced = sync_folder(name.parent_path()); !synced) return tl::unexpected(synced.error());
      return report;
    }
    report = fail(backup_errc::io, "cannot name the backup '" + name.string() + "': " + error.message());
  }
  fs::remove_all(unfinished, error);
  return report;
}

Result<StoreReport> restore(const fs::path& from, const fs::path& store) {
  if (!holds_backup(from)) {
    return fail(backup_errc::no_store, "'" + from.string() + "' is no backup: it has no " + kManifestName);
  }
  if (auto free = refuse_unless_free(
          store, "a restore never overwrites; stop the resolver and move what is there away, then try again");
      !free) {
    return tl::unexpected(free.error());
  }
  auto report = verify_backup(from);
  if (!report || !report->wrong.empty()) return report;
  const auto manifest = manifest_in(from);
  if (!manifest) return tl::unexpected(manifest.error());
  std::error_code error;
  if (!fs::exists(store, error)) {
    if (auto made = make_private_folder(store); !made) return tl::unexpected(made.error());
  }
  const auto lock = StoreLock::take(store);
  if (!lock) return tl::unexpected(lock.error());
  if (auto done = put_back(from, *manifest, store); !done) {
    take_back(store);
    return tl::unexpected(done.error());
  }
  return report;
}

Result<StoreReport> verify(const fs::path& dir) {
  if (holds_backup(dir)) return verify_backup(dir);
  const auto source = Source::open(dir);
  if (!source) return tl::unexpected(source.error());
  return verify_store(source->folder());
}

}  // namespace facet::resolver
