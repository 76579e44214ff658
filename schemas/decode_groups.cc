#include "schemas/decode.h"
#include "schemas/decode_parts.h"
#include "schemas/groups_edit_generated.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/verify.h"

namespace facet {
namespace {

using decode_parts::Check;
using verify::check_text;
using verify::check_users;
using verify::refuse;
using verify::size_of;
using verify::time_of;
using verify::users_of;

Check check_name_and_rank(const wire::GroupEdit& edit) {
  if (auto wrong = check_text(edit.name(), limits::kGroupNameBytes, "group_name_bytes")) return wrong;
  if (edit.name() != nullptr && edit.name()->size() == 0) return refuse(Reason::bad_value, "name");
  if (edit.rank() > limits::kLowestRank) return refuse(Reason::bad_value, "rank", limits::kLowestRank);
  if (edit.first_rank() > limits::kLowestRank || (edit.first_rank() != 0 && edit.name() == nullptr)) {
    return refuse(Reason::bad_value, "first_rank", limits::kLowestRank);
  }
  return std::nullopt;
}

Check check_members(const wire::GroupEdit& edit) {
  if (auto wrong = check_users(edit.add(), limits::kMembersPerGroup, "members_per_group")) return wrong;
  if (auto wrong = check_users(edit.remove(), limits::kContactsPerMessage, "contacts_per_message"))
    return wrong;
  if (edit.replace() && size_of(edit.remove()) != 0) return refuse(Reason::bad_value, "remove");
  if (edit.until() != 0 && size_of(edit.add()) == 0) return refuse(Reason::bad_value, "until");
  return decode_parts::check_disjoint(users_of(edit.add()), users_of(edit.remove()));
}

Check check(const wire::GroupEdit& edit) {
  if (GroupId{edit.group()} == kEveryGroup || GroupId{edit.group()} == kOther) {
    return refuse(Reason::bad_value, "group");
  }
  if (auto wrong = check_name_and_rank(edit)) return wrong;
  const bool other_change = edit.name() != nullptr || edit.rank() != 0 || edit.replace() ||
                            size_of(edit.add()) != 0 || size_of(edit.remove()) != 0;
  if (edit.delete_() && other_change) return refuse(Reason::bad_value, "delete");
  return check_members(edit);
}

// FlatBuffers lets many tables name the same list; a small payload must not become a hundred long ones here.
bool repeats_lists(const wire::GroupsEdit& edit, std::size_t payload_bytes) {
  std::size_t contacts = 0;
  for (const auto* one : *edit.edits()) contacts += size_of(one->add()) + size_of(one->remove());
  return contacts * sizeof(std::uint64_t) > payload_bytes;
}

Check check(const wire::GroupsEdit& edit, std::size_t payload_bytes) {
  if (size_of(edit.edits()) == 0) return refuse(Reason::bad_value, "edits");
  if (edit.edits()->size() > limits::kGroupEditsPerMessage) {
    return refuse(Reason::over_limit, "group_edits_per_message", limits::kGroupEditsPerMessage);
  }
  if (repeats_lists(edit, payload_bytes)) return refuse(Reason::malformed);
  std::vector<std::uint32_t> groups;
  for (const auto* one : *edit.edits()) {
    if (auto wrong = check(*one)) return wrong;
    groups.push_back(one->group());
  }
  return decode_parts::check_no_group_twice(std::move(groups));
}

GroupEdit value_of(const wire::GroupEdit& edit) {
  GroupEdit value;
  value.group = GroupId{edit.group()};
  if (edit.name() != nullptr) value.name = edit.name()->str();
  if (edit.rank() != 0) value.rank = edit.rank();
  if (edit.first_rank() != 0) value.first_rank = edit.first_rank();
  value.erase = edit.delete_();
  value.replace = edit.replace();
  value.add = users_of(edit.add());
  value.remove = users_of(edit.remove());
  value.until = time_of(edit.until());
  return value;
}

}  // namespace

Decoded<GroupsEdit> decode_groups_edit(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_groups_edit(*copy);
  const auto root =
      verify::root<wire::GroupsEdit>(payload, identifier(Kind::groups_edit), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& edit = **root;
  if (auto wrong = check(edit, payload.size())) {
    return decode_parts::refused(std::move(*wrong), edit.revision());
  }
  GroupsEdit value{Revision{edit.revision()}, {}};
  for (const auto* one : *edit.edits()) value.edits.push_back(value_of(*one));
  return value;
}

}  // namespace facet
