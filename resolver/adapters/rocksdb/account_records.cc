#include "resolver/adapters/rocksdb/record_parts.h"

namespace facet::resolver::rocks {
namespace {

constexpr unsigned kErasing = 1;  // of an account record's flags

// rule, group, activity, watchers
void put(Writer& writer, const LogLine& line) {
  put_enum(writer, line.rule);
  writer.number(line.group.value());
  put_enum(writer, line.activity);
  writer.number(line.watchers);
}

LogLine log_line(Reader& reader) {
  LogLine line;
  line.rule = enum_up_to(reader, Rule::other);
  line.group = GroupId{number_up_to<std::uint32_t>(reader)};
  line.activity = static_cast<Activity>(reader.byte());
  line.watchers = number_up_to<std::uint32_t>(reader);
  return line;
}

}  // namespace

// 1, flags, zone, its revision, its time, strangers, their revision, erased
void encode_account_record(const Account& account, std::string& out) {
  Writer writer = begin(out);
  put_flags(writer, account.erasing ? kErasing : 0);
  writer.text(account.zone);
  put(writer, account.zone_revision);
  writer.time(account.zone_since);
  put_enum(writer, account.strangers);
  put(writer, account.strangers_revision);
  put(writer, account.erased);
}

Result<Account> decode_account_record(std::string_view record) {
  return decode(Column::accounts, record, [](Reader& reader) {
    Account account;
    account.erasing = (flags(reader, kErasing) & kErasing) != 0;
    account.zone = reader.text();
    account.zone_revision = revision(reader);
    account.zone_since = reader.time();
    account.strangers = enum_up_to(reader, Strangers::take);
    account.strangers_revision = revision(reader);
    account.erased = revision(reader);
    if (account == Account{}) reader.fail();  // has no record
    return account;
  });
}

// 1, stance, revision
void encode_stance_record(const StanceState& state, std::string& out) {
  Writer writer = begin(out);
  put_enum(writer, state.stance);
  put(writer, state.revision);
}

Result<StanceState> decode_stance_record(std::string_view record) {
  return decode(Column::stances, record, [](Reader& reader) {
    StanceState state;
    state.stance = enum_up_to(reader, Stance::refused);
    state.revision = revision(reader);
    return state;
  });
}

// 1, stance
void encode_standing_record(Stance stance, std::string& out) {
  Writer writer = begin(out);
  put_enum(writer, stance);
}

Result<Stance> decode_standing_record(std::string_view record) {
  return decode(Column::standings, record, [](Reader& reader) {
    const Stance stance = enum_up_to(reader, Stance::refused);
    if (stance == Stance::none) reader.fail();  // is not entered
    return stance;
  });
}

// 1, number, at, cause, device, lines
void encode_log_record(const NumberedEntry& numbered, std::string& out) {
  const LogEntry& entry = numbered.entry;
  Writer writer = begin(out);
  writer.number(numbered.number);
  writer.time(entry.at);
  put_enum(writer, entry.cause);
  writer.number(entry.device.value());
  writer.number(entry.lines.size());
  for (const auto& line : entry.lines) put(writer, line);
}

Result<NumberedEntry> decode_log_record(std::string_view record) {
  return decode(Column::log, record, [](Reader& reader) {
    NumberedEntry numbered;
    numbered.number = reader.number();
    numbered.entry.at = reader.time();
    numbered.entry.cause = enum_up_to(reader, Cause::schedule);
    numbered.entry.device = DeviceId{number_up_to<std::uint16_t>(reader)};
    for (std::uint64_t left = reader.number(); left > 0 && reader.ok(); --left) {
      numbered.entry.lines.push_back(log_line(reader));
    }
    return numbered;
  });
}

}  // namespace facet::resolver::rocks
