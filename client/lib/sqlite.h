#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "schemas/result.h"

struct sqlite3;
struct sqlite3_stmt;

// SQLite as values and Results: every failure is errc::store with SQLite's own words. One connection, one
// thread at a time.
namespace facet::client {

struct Blob {
  std::string_view bytes;
};
using Value = std::variant<std::int64_t, std::string_view, Blob, std::nullptr_t>;

// The row a statement stands at; valid within the callback only.
class Row {
 public:
  explicit Row(sqlite3_stmt* statement) : statement_(statement) {}
  std::int64_t integer(int column) const;
  std::string bytes(int column) const;  // text and blobs
  bool null(int column) const;

 private:
  sqlite3_stmt* statement_;
};

class Database {
 public:
  // Creates the file, mode 0600, when there is none. WAL, every commit synced, foreign keys on.
  static Result<Database> open(const std::filesystem::path& path);

  // One statement with its parameters in order. A constraint that is hurt is an error like any other.
  Status run(const std::string& sql, std::initializer_list<Value> values = {});
  // Several statements without parameters.
  Status script(const std::string& sql);
  Status each(const std::string& sql, std::initializer_list<Value> values,
              const std::function<void(const Row&)>& take);
  // The first column of the first row, `absent` when there is no row or it is NULL.
  Result<std::int64_t> integer(const std::string& sql, std::initializer_list<Value> values = {},
                               std::int64_t absent = 0);

  // All that `work` writes, or nothing of it. Takes the write lock at once, so it never fails half way for
  // another process's sake. Inside another one it is a part of that one.
  Status atomically(const std::function<Status()>& work);

  std::int64_t last_id() const;       // of the last INSERT
  std::int64_t changed_rows() const;  // by the last INSERT, UPDATE or DELETE

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  struct Finish {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Handle = std::unique_ptr<sqlite3, Close>;
  using Prepared = std::unique_ptr<sqlite3_stmt, Finish>;

  explicit Database(Handle handle) : handle_(std::move(handle)) {}
  Result<sqlite3_stmt*> prepare(const std::string& sql, std::initializer_list<Value> values);
  tl::unexpected<Error> failure() const;

  Handle handle_;
  std::map<std::string, Prepared, std::less<>> statements_;  // destroyed before the handle
};

}  // namespace facet::client
