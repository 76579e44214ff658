#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"

// Records and keys as a damaged disk could hold them. The first byte chooses which; the rest is the record.
// Beyond not crashing: what is taken as a record is written again byte for byte.
namespace {

using namespace facet;
using namespace facet::resolver;
using namespace facet::resolver::rocks;

template <typename Decode, typename Encode>
void check(std::string_view record, Decode decode, Encode encode) {
  const auto value = decode(record);
  if (!value) return;
  std::string again;
  encode(*value, again);
  if (again != record) std::abort();
}

void check_keys(std::string_view key) {
  if (const auto timer = parse_timer_key(key); timer && timer_key(*timer).view() != key) std::abort();
  if (const auto target = parse_target_key(key); target && target_key(*target).view() != key) std::abort();
  const auto user = parse_user(key);
  if (const auto edge = parse_edge_key(key);
      edge && edge_key(*user, edge->group, edge->contact).view() != key) {
    std::abort();
  }
  if (const auto watch = parse_watch_key(key);
      watch && watch_key(*user, watch->user, watch->group).view() != key) {
    std::abort();
  }
  if (const auto slot = parse_log_key(key); slot && log_key(*user, *slot).view() != key) std::abort();
  if (const auto whole = parse_user_key(key); whole && user_key(*whole).view() != key) std::abort();
  if (const auto group = parse_group_key(key); group && group_key(*user, *group).view() != key) std::abort();
  if (const auto device = parse_device_key(key); device && device_key(*user, *device).view() != key) {
    std::abort();
  }
  if (const auto contact = parse_contact_key(key); contact && contact_key(*user, *contact).view() != key) {
    std::abort();
  }
}

Result<std::uint64_t> decode_number(std::string_view record) {
  return decode_number_record(Column::outbox, record);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view record{reinterpret_cast<const char*>(data) + 1, size - 1};
  switch (data[0] % 11) {
    case 0:
      check(record, decode_group_record, encode_group_record);
      break;
    case 1:
      check(record, decode_edge_record, encode_edge_record);
      break;
    case 2:
      check(record, decode_contact_record, encode_contact_record);
      break;
    case 3:
      check(record, decode_target_record, encode_target_record);
      break;
    case 4:
      check(record, decode_number, encode_number_record);
      break;
    case 5:
      check(record, decode_device_record, encode_device_record);
      break;
    case 6:
      check(record, decode_account_record, encode_account_record);
      break;
    case 7:
      check(record, decode_stance_record, encode_stance_record);
      break;
    case 8:
      check(record, decode_standing_record, encode_standing_record);
      break;
    case 9:
      check(record, decode_log_record, encode_log_record);
      break;
    default:
      check_keys(record);
  }
  return 0;
}
