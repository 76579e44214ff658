#include "resolver/adapters/rocksdb/records.h"

#include <limits>

#include "resolver/adapters/rocksdb/codec.h"
#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/ports/store.h"

namespace facet::resolver::rocks {
namespace {

constexpr unsigned kHasTemporary = 1;  // of a group record's flags

constexpr unsigned kRemoved = 1;  // of an edge record's flags
constexpr unsigned kHasUntil = 2;

constexpr unsigned kHasOverride = 1;  // of a contact record's flags
constexpr unsigned kBlocked = 2;
constexpr unsigned kHasPin = 4;

constexpr unsigned kPresent = 1;  // of a device record's flags
constexpr unsigned kEnds = 2;

Writer begin(std::string& out) {
  out.clear();
  Writer writer{out};
  writer.byte(kRecordVersion);
  return writer;
}

void put_flags(Writer& writer, unsigned flags) {
  writer.byte(static_cast<std::uint8_t>(flags));
}

unsigned flags(Reader& reader, unsigned known) {
  const unsigned value = reader.byte();
  if ((value & ~known) != 0) reader.fail();
  return value;
}

void put(Writer& writer, Revision revision) {
  writer.fixed(revision.value());
}

Revision revision(Reader& reader) {
  return Revision{reader.fixed()};
}

void put(Writer& writer, const Setting& setting) {
  writer.byte(static_cast<std::uint8_t>(setting.activity));
  writer.text(setting.note);
  writer.time(setting.until);
  writer.time(setting.changed_at);
}

// Activities of newer versions stay as they are (schemas/activity.h).
Setting setting(Reader& reader) {
  Setting result;
  result.activity = static_cast<Activity>(reader.byte());
  result.note = reader.text();
  result.until = reader.time();
  result.changed_at = reader.time();
  return result;
}

// Reads the version, then everything else by `read(reader)`.
template <typename Read>
auto decode(Column column, std::string_view record, Read read)
    -> Result<decltype(read(std::declval<Reader&>()))> {
  Reader reader{record};
  const std::uint8_t version = reader.byte();
  if (version > kRecordVersion) {
    return fail(store_errc::newer_schema,
                std::string{"a record in '"} + name(column) +
                    "' was written by a newer version: upgrade Facet on this machine");
  }
  if (version == 0) return damaged(column);
  auto value = read(reader);
  if (!reader.done()) return damaged(column);
  return value;
}

}  // namespace

tl::unexpected<Error> damaged(Column column) {
  return fail(store_errc::damaged, std::string{"a record in '"} + name(column) +
                                       "' cannot be read: stop the resolver and restore the last backup");
}

// 1, flags, rank, name, eight revisions, base, [temporary]
void encode_group_record(const GroupState& group, std::string& out) {
  Writer writer = begin(out);
  put_flags(writer, group.temporary ? kHasTemporary : 0);
  writer.number(group.rank);
  writer.text(group.name);
  for (const Revision revision :
       {group.name_revision, group.rank_revision, group.erased, group.floor, group.members_revision,
        group.setting_revision, group.base_revision, group.created}) {
    put(writer, revision);
  }
  put(writer, group.base);
  if (group.temporary) put(writer, *group.temporary);
}

Result<GroupState> decode_group_record(std::string_view record) {
  return decode(Column::groups, record, [](Reader& reader) {
    GroupState group;
    const unsigned has = flags(reader, kHasTemporary);
    const std::uint64_t rank = reader.number();
    if (rank > std::numeric_limits<std::uint16_t>::max()) reader.fail();
    group.rank = static_cast<std::uint16_t>(rank);
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
    return group;
  });
}

// 1, flags, revision, [until]
void encode_edge_record(const Membership& membership, std::string& out) {
  Writer writer = begin(out);
  const bool ends = membership.until != kNoTime;
  put_flags(writer, (membership.removed ? kRemoved : 0) | (ends ? kHasUntil : 0));
  put(writer, membership.revision);
  if (ends) writer.time(membership.until);
}

Result<Membership> decode_edge_record(std::string_view record) {
  return decode(Column::edges, record, [](Reader& reader) {
    Membership membership;
    const unsigned has = flags(reader, kRemoved | kHasUntil);
    membership.removed = (has & kRemoved) != 0;
    membership.revision = revision(reader);
    if ((has & kHasUntil) != 0) {
      membership.until = reader.time();
      if (membership.until == kNoTime) reader.fail();
    }
    return membership;
  });
}

// 1, flags, override's revision, block's revision, [override], [pin: natural, shown]
void encode_contact_record(const ContactState& own, std::string& out) {
  Writer writer = begin(out);
  put_flags(writer, (own.override_setting ? kHasOverride : 0) | (own.blocked ? kBlocked : 0) |
                        (own.pin ? kHasPin : 0));
  put(writer, own.override_revision);
  put(writer, own.block_revision);
  if (own.override_setting) put(writer, *own.override_setting);
  if (own.pin) {
    writer.time(own.pin->natural);
    writer.time(own.pin->shown);
  }
}

Result<ContactState> decode_contact_record(std::string_view record) {
  return decode(Column::contacts, record, [](Reader& reader) {
    ContactState own;
    const unsigned has = flags(reader, kHasOverride | kBlocked | kHasPin);
    own.blocked = (has & kBlocked) != 0;
    own.override_revision = revision(reader);
    own.block_revision = revision(reader);
    if ((has & kHasOverride) != 0) own.override_setting = setting(reader);
    if ((has & kHasPin) != 0) {
      Pin pin;
      pin.natural = reader.time();
      pin.shown = reader.time();
      own.pin = pin;
    }
    return own;
  });
}

// 1, flags, state, report's revision, link, session, session of the report, since, [until]
void encode_device_record(const Device& device, std::string& out) {
  Writer writer = begin(out);
  const bool ends = device.until != kNoTime;
  put_flags(writer, (device.present ? kPresent : 0) | (ends ? kEnds : 0));
  writer.byte(static_cast<std::uint8_t>(device.state));
  put(writer, device.reported);
  writer.byte(static_cast<std::uint8_t>(device.link));
  writer.number(device.session);
  writer.number(device.reported_in);
  writer.time(device.since);
  if (ends) writer.time(device.until);
}

Result<Device> decode_device_record(std::string_view record) {
  return decode(Column::devices, record, [](Reader& reader) {
    Device device;
    const unsigned has = flags(reader, kPresent | kEnds);
    device.present = (has & kPresent) != 0;
    device.state = static_cast<DeviceState>(reader.byte());
    device.reported = revision(reader);
    device.link = static_cast<LinkState>(reader.byte());
    device.session = reader.number();
    device.reported_in = reader.number();
    device.since = reader.time();
    if ((has & kEnds) != 0) {
      device.until = reader.time();
      if (device.until == kNoTime) reader.fail();
    }
    if (device.state > DeviceState::asleep || device.link > LinkState::gone) reader.fail();
    return device;
  });
}

// 1, kind, user, id: the target's key
void encode_target_record(const Target& target, std::string& out) {
  begin(out);
  out.append(target_key(target).view());
}

Result<Target> decode_target_record(std::string_view record) {
  return decode(Column::journal, record, [record](Reader& reader) {
    constexpr std::size_t kKeyBytes = 17;
    for (std::size_t i = 0; i < kKeyBytes; ++i) reader.byte();
    const auto target = parse_target_key(record.substr(1));
    if (!target) reader.fail();
    return target.value_or(Target{});
  });
}

// 1, number
void encode_number_record(std::uint64_t number, std::string& out) {
  begin(out).number(number);
}

Result<std::uint64_t> decode_number_record(Column column, std::string_view record) {
  return decode(column, record, [](Reader& reader) { return reader.number(); });
}

}  // namespace facet::resolver::rocks
