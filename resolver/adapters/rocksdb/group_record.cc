#include "resolver/adapters/rocksdb/record_parts.h"

namespace facet::resolver::rocks {
namespace {

constexpr unsigned kHasTemporary = 1;
constexpr unsigned kHasAutomatics = 2;
constexpr unsigned kHasSchedule = 4;
constexpr unsigned kHasBaseSince = 8;  // it is not the time of base_revision

constexpr std::uint8_t kAllDays = 0x7F;
constexpr std::uint16_t kLastMinute = 24 * 60 - 1;

bool has_automatics(const GroupState& group) {
  return group.automatics != Automatics{} || group.automatics_revision != Revision{};
}

bool has_schedule(const GroupState& group) {
  return !group.schedule.empty() || group.schedule_revision != Revision{} || group.schedule_since != kNoTime;
}

bool has_base_since(const GroupState& group) {
  return group.base_since != to_time(group.base_revision.made_at());
}

void put(Writer& writer, const Automatic& automatic) {
  put_enum(writer, automatic.shows);
  put_enum(writer, automatic.instead);
}

Automatic automatic(Reader& reader) {
  Automatic result;
  result.shows = enum_up_to(reader, Shows::instead);
  result.instead = static_cast<Activity>(reader.byte());
  return result;
}

// revision, off: shows, instead; in_call: shows, instead
void put_automatics(Writer& writer, const GroupState& group) {
  put(writer, group.automatics_revision);
  put(writer, group.automatics.off);
  put(writer, group.automatics.in_call);
}

void read_automatics(Reader& reader, GroupState& group) {
  group.automatics_revision = revision(reader);
  group.automatics.off = automatic(reader);
  group.automatics.in_call = automatic(reader);
  if (!has_automatics(group)) reader.fail();
}

// revision, since, entries: days, from, to, activity, note
void put_schedule(Writer& writer, const GroupState& group) {
  put(writer, group.schedule_revision);
  writer.time(group.schedule_since);
  writer.number(group.schedule.size());
  for (const auto& entry : group.schedule) {
    writer.byte(entry.days);
    writer.number(entry.from);
    writer.number(entry.to);
    put_enum(writer, entry.activity);
    writer.text(entry.note);
  }
}

void read_schedule(Reader& reader, GroupState& group) {
  group.schedule_revision = revision(reader);
  group.schedule_since = reader.time();
  for (std::uint64_t left = reader.number(); left > 0 && reader.ok(); --left) {
    auto& entry = group.schedule.emplace_back();
    entry.days = reader.byte();
    if (entry.days > kAllDays) reader.fail();
    entry.from = number_up_to(reader, kLastMinute);
    entry.to = number_up_to(reader, kLastMinute);
    entry.activity = static_cast<Activity>(reader.byte());
    entry.note = reader.text();
  }
  if (!has_schedule(group)) reader.fail();
}

void read_base_since(Reader& reader, GroupState& group) {
  group.base_since = reader.time();
  if (!has_base_since(group)) reader.fail();
}

}  // namespace

// 1, flags, rank, name, eight revisions, base, [temporary], [automatics], [schedule], [base_since]
void encode_group_record(const GroupState& group, std::string& out) {
  Writer writer = begin(out);
  put_flags(writer, (group.temporary ? kHasTemporary : 0) | (has_automatics(group) ? kHasAutomatics : 0) |
                        (has_schedule(group) ? kHasSchedule : 0) |
                        (has_base_since(group) ? kHasBaseSince : 0));
  writer.number(group.rank);
  writer.text(group.name);
  for (const Revision revision :
       {group.name_revision, group.rank_revision, group.erased, group.floor, group.members_revision,
        group.setting_revision, group.base_revision, group.created}) {
    put(writer, revision);
  }
  put(writer, group.base);
  if (group.temporary) put(writer, *group.temporary);
  if (has_automatics(group)) put_automatics(writer, group);
  if (has_schedule(group)) put_schedule(writer, group);
  if (has_base_since(group)) writer.time(group.base_since);
}

Result<GroupState> decode_group_record(std::string_view record) {
  return decode(Column::groups, record, [](Reader& reader) {
    GroupState group;
    const unsigned has = flags(reader, kHasTemporary | kHasAutomatics | kHasSchedule | kHasBaseSince);
    group.rank = number_up_to<std::uint16_t>(reader);
    group.name = reader.text();
    group.name_revision = revision(reader);
    group.rank_revision = revision(reader);
    group.erased = revision(reader);
    group.floor = revision(reader);
    group.members_revision = revision(reader);
    group.setting_revision = revision(reader);
    group.base_revision = revision(reader);
    group.created = revision(reader);
    group.base = setting(reader);
    if ((has & kHasTemporary) != 0) group.temporary = setting(reader);
    if ((has & kHasAutomatics) != 0) read_automatics(reader, group);
    if ((has & kHasSchedule) != 0) read_schedule(reader, group);
    group.base_since = to_time(group.base_revision.made_at());
    if ((has & kHasBaseSince) != 0) read_base_since(reader, group);
    return group;
  });
}

}  // namespace facet::resolver::rocks
