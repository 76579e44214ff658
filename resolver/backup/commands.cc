#include "resolver/backup/commands.h"

#include <array>
#include <cstdio>
#include <ctime>

#include "resolver/backup/backup.h"
#include "resolver/backup/errc.h"
#include "resolver/ports/store.h"
#include "schemas/version.h"

namespace facet::resolver {
namespace {

constexpr int kFailed = 1;
constexpr int kDamaged = 3;

std::string made_now() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  std::array<char, 32> text{};
  const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc);
  return std::string{text.data(), size} + " by facet-resolver " + std::string{kVersion};
}

std::string contents(const StoreReport& report) {
  const auto count = [&report](rocks::Column column, const char* what) {
    return std::to_string(report.records[static_cast<std::size_t>(column)]) + " " + what;
  };
  return count(rocks::Column::users, "registered users, ") + count(rocks::Column::groups, "groups, ") +
         count(rocks::Column::edges, "memberships; ") + std::to_string(report.all_records()) +
         " records, schema " + std::to_string(report.schema);
}

int ended(const Result<StoreReport>& result, const std::filesystem::path& read, const std::string& done) {
  if (!result) {
    std::fprintf(stderr, "facet-resolver: %s: %s\n", read.c_str(), result.error().message().c_str());
    const bool damaged =
        result.error().code == backup_errc::damaged || result.error().code == store_errc::damaged;
    return damaged ? kDamaged : kFailed;
  }
  if (!result->wrong.empty()) {
    std::fprintf(stderr, "facet-resolver: %s is damaged:\n", read.c_str());
    for (const auto& what : result->wrong) std::fprintf(stderr, "  - %s\n", what.c_str());
    std::fputs("Restore the last backup that is whole (docs/operations.md).\n", stderr);
    return kDamaged;
  }
  std::printf("%s: %s\n", done.c_str(), contents(*result).c_str());
  return 0;
}

}  // namespace

int backup_command(const std::filesystem::path& store, const std::filesystem::path& to) {
  return ended(back_up(store, to, made_now()), store,
               "backed up '" + store.string() + "' to '" + to.string() + "', and read it back");
}

int restore_command(const std::filesystem::path& from, const std::filesystem::path& store) {
  return ended(restore(from, store), from, "restored '" + from.string() + "' to '" + store.string() + "'");
}

int verify_command(const std::filesystem::path& dir) {
  return ended(verify(dir), dir, "'" + dir.string() + "' is whole");
}

}  // namespace facet::resolver
