#include "resolver/adapters/zones/iana_zones.h"

#include <absl/time/time.h>

#include <fstream>
#include <map>
#include <mutex>
#include <string>

#include "schemas/limits.h"

namespace facet::resolver {
namespace {

namespace fs = std::filesystem;

// The last second that the wire can carry.
constexpr std::int64_t kLastSecond = 0xFFFF'FFFF;

class ZonesCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "zones"; }
  std::string message(int) const override {
    return "the world's time zones cannot be read; install the package tzdata";
  }
};

// Letters, digits, `_`, `+`, `-` and single `/` within, a capital letter first.
bool is_zone_name(std::string_view name) {
  constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  constexpr std::string_view kAllowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  return !name.empty() && name.size() <= limits::kZoneBytes && kCapitals.find(name.front()) != name.npos &&
         name.find_first_not_of(kAllowed) == name.npos;
}

bool is_zone_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  char magic[4] = {};
  return file.read(magic, sizeof magic) && std::string_view(magic, sizeof magic) == "TZif";
}

void append(ZoneTable& table, Time from, int offset) {
  const std::chrono::seconds seconds{offset};
  // Also told as changes: another abbreviation, another name for the same.
  if (!table.changes.empty() && table.changes.back().offset == seconds) return;
  table.changes.push_back({from, seconds});
}

ZoneTable table_of(const absl::TimeZone& zone) {
  ZoneTable table;
  absl::Time at = absl::UnixEpoch();
  append(table, Time::min(), zone.At(at).offset);
  absl::TimeZone::CivilTransition change;
  while (zone.NextTransition(at, &change)) {
    at = zone.At(change.to).trans;
    const auto seconds = absl::ToUnixSeconds(at);
    if (seconds > kLastSecond) break;
    append(table, Time{std::chrono::seconds{seconds}}, zone.At(at).offset);
  }
  return table;
}

class IanaZones final : public Zones {
 public:
  explicit IanaZones(fs::path folder) : folder_(std::move(folder)) {
    known_[""] = {true, std::make_shared<const ZoneTable>(table_of(absl::UTCTimeZone()))};
  }

  // False: there is none.
  bool read_names() {
    std::error_code error;
    auto entry = fs::recursive_directory_iterator(folder_, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      const auto name = entry->path().lexically_relative(folder_).generic_string();
      if (!is_zone_name(name)) {
        entry.disable_recursion_pending();
      } else if (std::error_code ignored; entry->is_regular_file(ignored) && is_zone_file(entry->path())) {
        known_.try_emplace(name);
      }
    }
    return !error && known_.size() > 1;
  }

  std::shared_ptr<const ZoneTable> find(std::string_view iana_name) override {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(iana_name);
    if (found == known_.end()) return nullptr;
    if (!std::exchange(found->second.read, true)) found->second.table = read(found->first);
    return found->second.table;
  }

 private:
  struct Known {
    bool read = false;
    std::shared_ptr<const ZoneTable> table;  // nullptr after reading: the file is damaged
  };

  // absl remembers every name it was asked for, also those that are nothing: it is asked for known ones only,
  // by the file's whole path, which no environment variable leads elsewhere.
  std::shared_ptr<const ZoneTable> read(const std::string& name) const {
    absl::TimeZone zone;
    if (!absl::LoadTimeZone((folder_ / name).string(), &zone)) return nullptr;
    return std::make_shared<const ZoneTable>(table_of(zone));
  }

  const fs::path folder_;
  std::mutex mutex_;
  std::map<std::string, Known, std::less<>> known_;  // guarded; its keys stand from the start
};

}  // namespace

std::error_code make_error_code(zones_errc code) {
  static const ZonesCategory category;  // immutable; error codes compare categories by address
  return {static_cast<int>(code), category};
}

Result<std::unique_ptr<Zones>> open_iana_zones(const fs::path& folder) {
  std::error_code error;
  auto whole = fs::absolute(folder, error);
  auto zones = std::make_unique<IanaZones>(error ? folder : whole.lexically_normal());
  if (!zones->read_names()) return fail(zones_errc::no_data, folder.string());
  return std::unique_ptr<Zones>(std::move(zones));
}

}  // namespace facet::resolver
