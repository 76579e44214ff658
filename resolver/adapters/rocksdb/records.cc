#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/record_parts.h"

namespace facet::resolver::rocks {
namespace {

constexpr unsigned kRemoved = 1;  // of an edge record's flags
constexpr unsigned kHasUntil = 2;

constexpr unsigned kHasOverride = 1;  // of a contact record's flags
constexpr unsigned kBlocked = 2;
constexpr unsigned kHasPin = 4;
constexpr unsigned kFollows = 8;
constexpr unsigned kAsked = 16;

constexpr unsigned kPresent = 1;  // of a device record's flags
constexpr unsigned kEnds = 2;
constexpr unsigned kWent = 4;
constexpr unsigned kCallBegan = 8;
constexpr unsigned kCallEnds = 16;

unsigned device_flags(const Device& device) {
  return (device.present ? kPresent : 0) | (device.until != kNoTime ? kEnds : 0) |
         (device.gone_at != kNoTime ? kWent : 0) | (device.call_since != kNoTime ? kCallBegan : 0) |
         (device.call_until != kNoTime ? kCallEnds : 0);
}

}  // namespace

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
    if ((has & kHasUntil) != 0) membership.until = flagged_time(reader);
    return membership;
  });
}

// 1, flags, override's revision, block's revision, [override], [pin: natural, shown],
// [follows until]
void encode_contact_record(const ContactState& own, std::string& out) {
  Writer writer = begin(out);
  put_flags(writer, (own.override_setting ? kHasOverride : 0) | (own.blocked ? kBlocked : 0) |
                        (own.pin ? kHasPin : 0) | (own.follows_until != kNoTime ? kFollows : 0) |
                        (own.asked ? kAsked : 0));
  put(writer, own.override_revision);
  put(writer, own.block_revision);
  if (own.override_setting) put(writer, *own.override_setting);
  if (own.pin) {
    writer.time(own.pin->natural);
    writer.time(own.pin->shown);
  }
  if (own.follows_until != kNoTime) writer.time(own.follows_until);
}

Result<ContactState> decode_contact_record(std::string_view record) {
  return decode(Column::contacts, record, [](Reader& reader) {
    ContactState own;
    const unsigned has = flags(reader, kHasOverride | kBlocked | kHasPin | kFollows | kAsked);
    own.asked = (has & kAsked) != 0;
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
    if ((has & kFollows) != 0) own.follows_until = flagged_time(reader);
    return own;
  });
}

// 1, flags, state, report's revision, link, session, session of the report, since, [until], [gone at],
// [call since], [call until]
void encode_device_record(const Device& device, std::string& out) {
  Writer writer = begin(out);
  put_flags(writer, device_flags(device));
  put_enum(writer, device.state);
  put(writer, device.reported);
  put_enum(writer, device.link);
  writer.number(device.session);
  writer.number(device.reported_in);
  writer.time(device.since);
  for (const Time time : {device.until, device.gone_at, device.call_since, device.call_until}) {
    if (time != kNoTime) writer.time(time);
  }
}

Result<Device> decode_device_record(std::string_view record) {
  return decode(Column::devices, record, [](Reader& reader) {
    Device device;
    const unsigned has = flags(reader, kPresent | kEnds | kWent | kCallBegan | kCallEnds);
    device.present = (has & kPresent) != 0;
    device.state = enum_up_to(reader, DeviceState::asleep);
    device.reported = revision(reader);
    device.link = enum_up_to(reader, LinkState::gone);
    device.session = reader.number();
    device.reported_in = reader.number();
    device.since = reader.time();
    if ((has & kEnds) != 0) device.until = flagged_time(reader);
    if ((has & kWent) != 0) device.gone_at = flagged_time(reader);
    if ((has & kCallBegan) != 0) device.call_since = flagged_time(reader);
    if ((has & kCallEnds) != 0) device.call_until = flagged_time(reader);
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
