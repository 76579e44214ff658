#include "resolver/log/log.h"

#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <vector>

#include "resolver/log/line.h"
#include "resolver/log/pseudonym.h"
#include "resolver/log/rate_limit.h"

namespace facet::resolver {
namespace {

spdlog::level::level_enum spdlog_level(LogLevel level) {
  switch (level) {
    case LogLevel::debug:
      return spdlog::level::debug;
    case LogLevel::info:
      return spdlog::level::info;
    case LogLevel::warning:
      return spdlog::level::warn;
    case LogLevel::error:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

spdlog::sink_ptr make_sink(std::ostream* to) {
  if (to == nullptr) return std::make_shared<spdlog::sinks::stderr_sink_mt>();
  return std::make_shared<spdlog::sinks::ostream_sink_mt>(*to, /*force_flush=*/true);
}

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S.%eZ %l %v";
constexpr const char* kJsonPattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view word) {
  if (word == "debug") return LogLevel::debug;
  if (word == "info") return LogLevel::info;
  if (word == "warning") return LogLevel::warning;
  if (word == "error") return LogLevel::error;
  return std::nullopt;
}

std::optional<LogFormat> parse_log_format(std::string_view word) {
  if (word == "text") return LogFormat::text;
  if (word == "json") return LogFormat::json;
  return std::nullopt;
}

struct Log::Impl {
  explicit Impl(LogOptions options)
      : format(options.format), limit(std::move(options.now)), logger("facet", make_sink(options.to)) {
    const char* pattern = format == LogFormat::json ? kJsonPattern : kTextPattern;
    logger.set_formatter(
        std::make_unique<spdlog::pattern_formatter>(pattern, spdlog::pattern_time_type::utc));
    logger.set_level(spdlog_level(options.level));
  }

  void write(LogLevel level, std::string_view event, std::span<const LogField> fields) {
    const bool reveal = level == LogLevel::debug;
    const auto line = format == LogFormat::json ? json_line(event, fields, names, reveal)
                                                : text_line(event, fields, names, reveal);
    logger.log(spdlog_level(level), spdlog::string_view_t(line));
  }

  LogFormat format;
  Pseudonyms names;
  RateLimit limit;
  spdlog::logger logger;  // ours alone: not in spdlog's registry
};

Log::Log(LogOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}

Log::~Log() {
  for (const auto& [event, count] : impl_->limit.take_suppressed()) {
    write(LogLevel::warning, "lines_suppressed", {{"of", event}, {"suppressed", count}});
  }
}

bool Log::enabled(LogLevel level) const {
  return impl_->logger.should_log(spdlog_level(level));
}

void Log::write(LogLevel level, std::string_view event, Fields fields) {
  if (enabled(level)) impl_->write(level, event, fields);
}

void Log::limited(LogLevel level, unsigned per_minute, std::string_view event, Fields fields) {
  if (!enabled(level)) return;
  const auto suppressed = impl_->limit.let_through(event, per_minute);
  if (!suppressed) return;
  std::vector<LogField> all(fields);
  if (*suppressed > 0) all.emplace_back("suppressed", *suppressed);
  impl_->write(level, event, all);
}

}  // namespace facet::resolver
