#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "resolver/adapters/rocksdb/columns.h"
#include "resolver/domain/effects.h"
#include "schemas/result.h"

// Records to bytes and back. The first byte of each is its version; docs of the layout stand at each function
// in records.cc, group_record.cc and account_records.cc, and tests/golden/records holds bytes that must be
// readable for ever.
//
// What a later schema added to a record stands at its end, under flags that were not used before: what does
// not use it is the same bytes as ever, and no record says the same in two versions. So the version goes up
// only when what is there already changes; a store with such records is kept from older versions by its
// schema.
//
// Pure and thread-safe. encode_* replace what `out` holds. decode_* take any bytes: a version above
// kRecordVersion is store_errc::newer_schema, anything else that is no record is store_errc::damaged; the
// detail names the column family and never what stands in the record.
namespace facet::resolver::rocks {

inline constexpr std::uint8_t kRecordVersion = 1;

// Without `id`, which the key holds.
void encode_group_record(const GroupState& group, std::string& out);
Result<GroupState> decode_group_record(std::string_view record);

// Without `group`, which the key holds.
void encode_edge_record(const Membership& membership, std::string& out);
Result<Membership> decode_edge_record(std::string_view record);

void encode_contact_record(const ContactState& own, std::string& out);
Result<ContactState> decode_contact_record(std::string_view record);

void encode_device_record(const Device& device, std::string& out);
Result<Device> decode_device_record(std::string_view record);

// An Account{} has no record: decoding never gives one.
void encode_account_record(const Account& account, std::string& out);
Result<Account> decode_account_record(std::string_view record);

void encode_stance_record(const StanceState& state, std::string& out);
Result<StanceState> decode_stance_record(std::string_view record);

// Never Stance::none.
void encode_standing_record(Stance stance, std::string& out);
Result<Stance> decode_standing_record(std::string_view record);

struct NumberedEntry {
  std::uint64_t number = 0;  // of one user's entries the newest has the highest
  LogEntry entry;
  bool operator==(const NumberedEntry&) const = default;
};
void encode_log_record(const NumberedEntry& numbered, std::string& out);
Result<NumberedEntry> decode_log_record(std::string_view record);

void encode_target_record(const Target& target, std::string& out);
Result<Target> decode_target_record(std::string_view record);

// The versions in the outbox, what stands in meta, and slot 0 of a log; `column` is for the error's words.
void encode_number_record(std::uint64_t number, std::string& out);
Result<std::uint64_t> decode_number_record(Column column, std::string_view record);

// What a record or key that cannot be read is answered with.
tl::unexpected<Error> damaged(Column column);

}  // namespace facet::resolver::rocks
