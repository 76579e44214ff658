#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string_view>

#include "resolver/log/field.h"

namespace facet::resolver {

enum class LogLevel { debug, info, warning, error };
enum class LogFormat { text, json };

// "debug", "info", "warning", "error"; "text", "json". Anything else: nullopt.
std::optional<LogLevel> parse_log_level(std::string_view word);
std::optional<LogFormat> parse_log_format(std::string_view word);

struct LogOptions {
  LogLevel level = LogLevel::info;  // lines below it are not written
  LogFormat format = LogFormat::text;
  std::ostream* to = nullptr;  // must outlive the Log; nullptr: stderr
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

// What happened, one line an event, for the journal:
//   2026-11-23T15:48:19.120Z info connected broker=127.0.0.1:1883 session_present=true
//   {"time":"2026-11-23T15:48:19.120Z","level":"info","event":"connected","broker":"127.0.0.1:1883"}
// A UserId or Private value appears as it is in debug lines only; in all others as a short pseudonym, the
// same one as long as this process runs, so that lines can be told to be about one person but not about whom.
// Passed by reference; there is no global one. Thread-safe. Never throws: a line that cannot be written is
// lost.
class Log {
 public:
  using Fields = std::initializer_list<LogField>;

  explicit Log(LogOptions options);
  ~Log();  // writes how many lines limited() still holds back
  Log(const Log&) = delete;
  Log& operator=(const Log&) = delete;

  void debug(std::string_view event, Fields fields = {}) { write(LogLevel::debug, event, fields); }
  void info(std::string_view event, Fields fields = {}) { write(LogLevel::info, event, fields); }
  void warning(std::string_view event, Fields fields = {}) { write(LogLevel::warning, event, fields); }
  void error(std::string_view event, Fields fields = {}) { write(LogLevel::error, event, fields); }

  // For what a stranger can cause: at most `per_minute` lines of `event` a minute. The first line after a
  // minute that held some back says how many: suppressed=412.
  void limited(LogLevel level, unsigned per_minute, std::string_view event, Fields fields = {});

  // Whether lines of `level` are written: to spare working out an expensive field.
  bool enabled(LogLevel level) const;

 private:
  void write(LogLevel level, std::string_view event, Fields fields);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace facet::resolver
