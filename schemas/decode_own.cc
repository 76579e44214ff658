#include "schemas/decode.h"
#include "schemas/decode_parts.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/own_group_generated.h"
#include "schemas/own_members_generated.h"
#include "schemas/verify.h"

namespace facet {
namespace {

using decode_parts::automatics_of;
using decode_parts::Check;
using verify::check_text;
using verify::refuse;
using verify::size_of;
using verify::text_of;
using verify::time_of;

Check check(const wire::OwnGroup& group) {
  if (auto wrong = check_text(group.name(), limits::kGroupNameBytes, "group_name_bytes")) return wrong;
  if (group.rank() > limits::kLowestRank) return refuse(Reason::bad_value, "rank", limits::kLowestRank);
  if (group.base() == nullptr) return refuse(Reason::bad_value, "base");
  if (auto wrong = decode_parts::check(group.base())) return wrong;
  if (auto wrong = decode_parts::check(group.temporary())) return wrong;
  if (auto wrong = decode_parts::check_automatics(automatics_of(group), decode_parts::Newer::kept)) {
    return wrong;
  }
  if (auto wrong = decode_parts::check_notes(group.schedule_notes())) return wrong;
  if (auto wrong = decode_parts::check_schedule(group.schedule(), size_of(group.schedule_notes()))) {
    return wrong;
  }
  return decode_parts::check_zone(group.zone());
}

OwnGroup value_of(const wire::OwnGroup& group) {
  OwnGroup value;
  value.revision = Revision{group.revision()};
  value.name = text_of(group.name());
  value.rank = group.rank();
  value.base = decode_parts::value_of(group.base()).value_or(Setting{});
  value.temporary = decode_parts::value_of(group.temporary());
  value.setting_revision = Revision{group.setting_revision()};
  value.members_revision = Revision{group.members_revision()};
  value.member_count = group.member_count();
  value.automatics = automatics_of(group);
  value.automatics_revision = Revision{group.automatics_revision()};
  value.schedule = decode_parts::schedule_of(group.schedule(), group.schedule_notes());
  value.schedule_revision = Revision{group.schedule_revision()};
  value.zone = text_of(group.zone());
  return value;
}

}  // namespace

Decoded<OwnGroup> decode_own_group(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_own_group(*copy);
  const auto root =
      verify::root<wire::OwnGroup>(payload, identifier(Kind::own_group), limits::kOwnPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  if (auto wrong = check(**root)) return tl::unexpected(std::move(*wrong));
  return value_of(**root);
}

Decoded<OwnMembers> decode_own_members(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_own_members(*copy);
  const auto root =
      verify::root<wire::OwnMembers>(payload, identifier(Kind::own_members), limits::kOwnPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& members = **root;
  if (auto wrong = verify::check_users(members.members(), limits::kMembersPerGroup, "members_per_group")) {
    return tl::unexpected(std::move(*wrong));
  }
  if (size_of(members.untils()) != 0 && size_of(members.untils()) != size_of(members.members())) {
    return tl::unexpected(refuse(Reason::bad_value, "untils"));
  }
  OwnMembers value{Revision{members.revision()}, verify::users_of(members.members())};
  value.untils.reserve(size_of(members.untils()));
  for (std::size_t i = 0; i < size_of(members.untils()); ++i) {
    value.untils.push_back(time_of(decode_parts::at(members.untils(), i)));
  }
  return value;
}

}  // namespace facet
