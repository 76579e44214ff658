#include "client/lib/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "client/lib/phone.h"

namespace facet::client {
namespace {

constexpr int kBusyMilliseconds = 5'000;

int bind(sqlite3_stmt* statement, int place, const Value& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int place;
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
    int operator()(std::string_view text) const {
      return sqlite3_bind_text64(statement, place, text.data() == nullptr ? "" : text.data(), text.size(),
                                 SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    int operator()(Blob blob) const {
      return sqlite3_bind_blob64(statement, place, blob.bytes.data() == nullptr ? "" : blob.bytes.data(),
                                 blob.bytes.size(), SQLITE_TRANSIENT);
    }
    int operator()(std::nullptr_t) const { return sqlite3_bind_null(statement, place); }
  };
  return std::visit(Binder{statement, place}, value);
}

// A statement that is left standing at a row keeps its read transaction open.
struct ResetAtEnd {
  sqlite3_stmt* statement;
  ~ResetAtEnd() { sqlite3_reset(statement); }
};

// SQLite would create it with the process's umask; its -wal and -shm take over the mode of the file.
// Never opens one that is there: closing it again would drop every POSIX lock that this process holds on it,
// also SQLite's own of another connection, and another process would then take itself for the last one and
// delete the -wal under us (sqlite.org/howtocorrupt.html, 2.2).
Status create_private(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0 && errno == EEXIST) return {};
  if (file < 0) {
    return fail(errc::store, path.string() + ": " + std::system_category().message(errno));
  }
  ::close(file);
  return {};
}

}  // namespace

std::int64_t Row::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

std::string Row::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  const auto size = sqlite3_column_bytes(statement_, column);
  return data == nullptr ? std::string{} : std::string{data, static_cast<std::size_t>(size)};
}

bool Row::null(int column) const {
  return sqlite3_column_type(statement_, column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

void Database::Finish::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Result<Database> Database::open(const std::filesystem::path& path) {
  if (auto created = create_private(path); !created) return fail(created.error());
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, /*vfs=*/nullptr);
  Database database{Handle{raw}};
  if (code != SQLITE_OK) return fail(errc::store, path.string() + ": " + sqlite3_errstr(code));
  sqlite3_extended_result_codes(raw, 1);
  sqlite3_busy_timeout(raw, kBusyMilliseconds);
  auto ready = database.script(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;");
  if (!ready) return fail(errc::store, path.string() + ": " + ready.error().detail);
  return database;
}

tl::unexpected<Error> Database::failure() const {
  return fail(errc::store, sqlite3_errmsg(handle_.get()));
}

Result<sqlite3_stmt*> Database::prepare(const std::string& sql, std::initializer_list<Value> values) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.c_str(), static_cast<int>(sql.size()) + 1,
                                        SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code != SQLITE_OK) return failure();
    found = statements_.emplace(sql, Prepared{statement}).first;
  }
  auto* statement = found->second.get();
  int place = 1;
  for (const auto& value : values) {
    if (bind(statement, place++, value) != SQLITE_OK) return failure();
  }
  return statement;
}

Status Database::each(const std::string& sql, std::initializer_list<Value> values,
                      const std::function<void(const Row&)>& take) {
  const auto statement = prepare(sql, values);
  if (!statement) return fail(statement.error());
  const ResetAtEnd reset{*statement};
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(*statement)) == SQLITE_ROW) take(Row{*statement});
  if (code != SQLITE_DONE) return failure();
  return {};
}

Status Database::run(const std::string& sql, std::initializer_list<Value> values) {
  return each(sql, values, [](const Row&) {});
}

Status Database::script(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return failure();
  return {};
}

Result<std::int64_t> Database::integer(const std::string& sql, std::initializer_list<Value> values,
                                       std::int64_t absent) {
  std::int64_t result = absent;
  bool first = true;
  auto read = each(sql, values, [&](const Row& row) {
    if (first && !row.null(0)) result = row.integer(0);
    first = false;
  });
  if (!read) return fail(read.error());
  return result;
}

Status Database::atomically(const std::function<Status()>& work) {
  const bool outermost = sqlite3_get_autocommit(handle_.get()) != 0;
  if (auto begun = script(outermost ? "BEGIN IMMEDIATE" : "SAVEPOINT part"); !begun) return begun;
  auto done = work();
  if (done) done = script(outermost ? "COMMIT" : "RELEASE part");
  if (done) return {};
  // A failed COMMIT may have rolled back by itself: nothing to do about a failure here.
  (void)script(outermost ? "ROLLBACK" : "ROLLBACK TO part; RELEASE part");
  return done;
}

std::int64_t Database::last_id() const {
  return sqlite3_last_insert_rowid(handle_.get());
}

std::int64_t Database::changed_rows() const {
  return sqlite3_changes64(handle_.get());
}

}  // namespace facet::client
