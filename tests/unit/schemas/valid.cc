#include "tests/unit/schemas/valid.h"

#include <algorithm>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/json_view.h"
#include "schemas/limits.h"

namespace facet::test {
namespace {

using Problem = std::string;

// An own, slower reading of RFC 3629, so that a fault in the library's would show.
bool is_clean(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (length == 0 || lead > 0xF4 || i + length > text.size()) return false;
    std::uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t j = 1; j < length; ++j) {
      const auto next = static_cast<unsigned char>(text[i + j]);
      if ((next & 0xC0U) != 0x80U) return false;
      code = code << 6 | (next & 0x3FU);
    }
    constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < kSmallest[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
    i += length;
  }
  return true;
}

Problem check_text(const std::string& text, std::size_t max) {
  if (text.size() > max) return "text too long";
  return is_clean(text) ? "" : "text not clean";
}

Problem check_users(const std::vector<UserId>& users, std::size_t max) {
  if (users.size() > max) return "too many users";
  return std::all_of(users.begin(), users.end(), [](UserId id) { return id.valid(); }) ? "" : "invalid user";
}

Problem check_unique(std::vector<UserId> users, const std::vector<UserId>& more) {
  users.insert(users.end(), more.begin(), more.end());
  std::sort(users.begin(), users.end());
  return std::adjacent_find(users.begin(), users.end()) == users.end() ? "" : "same contact twice";
}

Problem check_setting(const Setting& setting) {
  if (!is_sendable(setting.activity)) return "activity not sendable";
  return check_text(setting.note, limits::kNoteBytes);
}

Problem first(std::initializer_list<Problem> problems) {
  for (const auto& problem : problems) {
    if (!problem.empty()) return problem;
  }
  return "";
}

// An own reading of what a zone's name may be: never a path.
Problem check_zone(const std::string& zone) {
  constexpr std::string_view kMay = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  if (zone.size() > limits::kZoneBytes) return "zone too long";
  if (zone.find_first_not_of(kMay) != std::string::npos) return "zone of other characters";
  if (zone.starts_with('/') || zone.find("//") != std::string::npos) return "zone is a path";
  return "";
}

Problem check(const Schedule& schedule) {
  if (schedule.size() > limits::kScheduleEntriesPerGroup) return "schedule too long";
  for (const auto& entry : schedule) {
    if (entry.days < 1 || entry.days > 127) return "days";
    if (entry.from > 1'439 || entry.to > 1'439) return "minutes";
    const Setting setting{.activity = entry.activity, .note = entry.note};
    if (auto problem = check_setting(setting); !problem.empty()) return problem;
  }
  return "";
}

// Of a Shows that is not known anything may be said.
Problem check_automatic(const Automatic& automatic, Activity itself) {
  if (automatic.shows == Shows::instead) {
    return is_sendable(automatic.instead) && automatic.instead != itself ? "" : "shown as what?";
  }
  const bool known = automatic.shows <= Shows::instead;
  return !known || automatic.instead == Activity::unset ? "" : "another activity without `instead`";
}

Problem check(const Automatics& automatics) {
  return first({check_automatic(automatics.off, Activity::off),
                check_automatic(automatics.in_call, Activity::in_call)});
}

template <typename PerGroup>
Problem check_groups(const std::vector<PerGroup>& list) {
  if (list.size() > limits::kSettingsPerMessage) return "too many groups";
  std::vector<GroupId> groups;
  groups.reserve(list.size());
  for (const auto& one : list) groups.push_back(one.group);
  std::sort(groups.begin(), groups.end());
  return std::adjacent_find(groups.begin(), groups.end()) == groups.end() ? "" : "same group twice";
}

Problem check(const GroupEdit& edit) {
  if (edit.group == kOther || edit.group == kEveryGroup) return "group";
  if (edit.name && edit.name->empty()) return "empty name";
  if (edit.rank && (*edit.rank < limits::kHighestRank || *edit.rank > limits::kLowestRank)) return "rank";
  if (edit.first_rank &&
      (!edit.name || *edit.first_rank < limits::kHighestRank || *edit.first_rank > limits::kLowestRank)) {
    return "first_rank";
  }
  const bool changes = edit.name || edit.rank || edit.replace || !edit.add.empty() || !edit.remove.empty();
  if (edit.erase && changes) return "erase is not alone";
  if (edit.replace && !edit.remove.empty()) return "remove with replace";
  if (edit.until != kNoTime && edit.add.empty()) return "an end of nobody's membership";
  return first({check_text(edit.name.value_or(""), limits::kGroupNameBytes),
                check_users(edit.add, limits::kMembersPerGroup),
                check_users(edit.remove, limits::kContactsPerMessage), check_unique(edit.add, edit.remove)});
}

Problem check(const GroupsEdit& edit) {
  if (edit.edits.empty() || edit.edits.size() > limits::kGroupEditsPerMessage) return "edits";
  for (const auto& one : edit.edits) {
    if (auto problem = check(one); !problem.empty()) return problem;
  }
  return check_groups(edit.edits);
}

// What a phone may say: nothing that this version does not know.
Problem check_rules(const StatusEdit& edit) {
  for (const auto& [group, automatics] : edit.automatics) {
    if (automatics.off.shows > Shows::instead || automatics.in_call.shows > Shows::instead) return "shows";
    if (auto problem = check(automatics); !problem.empty()) return problem;
  }
  std::size_t entries = 0;
  for (const auto& [group, schedule] : edit.schedules) {
    if (group == kEveryGroup) return "a schedule of every group";
    entries += schedule.size();
    if (auto problem = check(schedule); !problem.empty()) return problem;
  }
  if (entries * 8 > limits::kUpPayloadBytes) return "more entries than there were bytes";
  return first({check_groups(edit.settings), check_groups(edit.automatics), check_groups(edit.schedules),
                check_zone(edit.zone)});
}

Problem check(const StatusEdit& edit) {
  if (edit.overrides.size() > limits::kContactsPerMessage) return "overrides";
  if (edit.settings.empty() && edit.overrides.empty() && edit.block.empty() && edit.unblock.empty() &&
      edit.automatics.empty() && edit.schedules.empty() && edit.zone.empty()) {
    return "nothing in it";
  }
  std::vector<UserId> overridden;
  for (const auto& one : edit.settings) {
    if (auto problem = check_setting(one.setting); !problem.empty()) return problem;
  }
  for (const auto& one : edit.overrides) {
    overridden.push_back(one.contact);
    if (!one.contact.valid()) return "invalid contact";
    if (!one.setting) continue;
    if (auto problem = check_setting(*one.setting); !problem.empty()) return problem;
  }
  return first({check_rules(edit), check_unique(overridden, {}), check_unique(edit.block, edit.unblock),
                check_users(edit.block, limits::kContactsPerMessage),
                check_users(edit.unblock, limits::kContactsPerMessage)});
}

Problem check(const DeviceReport& report) {
  return report.state >= DeviceState::idle && report.state <= DeviceState::asleep ? "" : "state";
}

Problem check(const StatusRequest& request) {
  if (request.presentities.empty()) return "nobody asked for";
  return check_users(request.presentities, limits::kPresentitiesPerRequest);
}

Problem check(const WatchEdit& edit) {
  if (edit.strangers > Strangers::take) return "strangers";
  std::vector<UserId> all;
  for (const auto* list : {&edit.accept, &edit.mute, &edit.refuse, &edit.forget}) {
    all.insert(all.end(), list->begin(), list->end());
  }
  if (all.empty() && edit.strangers == Strangers::unset) return "nothing in it";
  return first({check_users(all, limits::kStancesPerUser), check_unique(all, {})});
}

Problem check(const AccountEdit& edit) {
  return edit.erase.valid() ? "" : "invalid user";
}

Problem check(const Query& query) {
  if (query.kind < QueryKind::view_as || query.kind > QueryKind::sources) return "kind";
  if (query.kind == QueryKind::view_as) return query.subject.valid() ? "" : "invalid subject";
  return query.subject == UserId{} ? "" : "a subject that nobody asked for";
}

Problem check(const View& view) {
  return check_setting({.activity = view.activity, .note = view.note});
}

Problem check(const OwnGroup& group) {
  if (group.rank > limits::kLowestRank) return "rank";
  return first({check_text(group.name, limits::kGroupNameBytes), check_setting(group.base),
                group.temporary ? check_setting(*group.temporary) : "", check(group.automatics),
                check(group.schedule), check_zone(group.zone)});
}

Problem check(const OwnMembers& members) {
  if (!members.untils.empty() && members.untils.size() != members.members.size()) return "untils";
  return check_users(members.members, limits::kMembersPerGroup);
}

Problem check(const Seen& seen) {
  if (!seen.watcher.valid()) return "invalid watcher";
  return first({check(seen.view), seen.override_setting ? check_setting(*seen.override_setting) : Problem{}});
}

Problem check(const LogEntry& entry) {
  if (entry.lines.size() > limits::kLogLines) return "too many lines";
  const bool fine = std::all_of(entry.lines.begin(), entry.lines.end(),
                                [](const LogLine& line) { return is_sendable(line.activity); });
  return fine ? "" : "activity not sendable";
}

Problem check(const Source& source) {
  return source.presentity.valid() ? "" : "invalid presentity";
}

template <typename Row>
Problem check_rows(const std::vector<Row>& rows) {
  if (rows.size() > limits::kRowsPerReceipt) return "too many rows";
  for (const auto& row : rows) {
    if (auto problem = check(row); !problem.empty()) return problem;
  }
  return "";
}

Problem check(const Receipt& receipt) {
  if (receipt.outcome == Outcome::unset) return "outcome";
  if (receipt.answers.size() > limits::kPresentitiesPerRequest) return "answers";
  for (const auto& answer : receipt.answers) {
    if (!answer.presentity.valid()) return "invalid presentity";
    if (auto problem = check(answer.view); !problem.empty()) return problem;
  }
  return first({check_text(receipt.limit, limits::kGroupNameBytes), check_rows(receipt.seen),
                check_rows(receipt.log), check_rows(receipt.sources)});
}

Problem check(const Link& link) {
  return link.state == LinkState::connected || link.state == LinkState::gone ? "" : "state";
}

Problem check(const FanOut& fan_out) {
  if (!fan_out.presentity.valid()) return "invalid presentity";
  if (fan_out.view.size() > limits::kViewBytes) return "view too long";
  return check_users(fan_out.watchers, limits::kWatchersPerFanOut);
}

template <typename T>
Problem promise(const Decoded<T>& decoded, Decoded<T> (*decode)(std::string_view)) {
  if (!decoded) return decoded.error().reason == Reason::none ? "refused without a reason" : "";
  if (auto problem = check(*decoded); !problem.empty()) return problem;
  const Bytes again = encode(*decoded);
  const auto twice = decode(again);
  // What shares parts may grow beyond the payload's limit when it is written out.
  if (!twice) return twice.error().reason == Reason::too_large ? "" : "refused when encoded again";
  return *twice == *decoded ? "" : "another value when encoded again";
}

// Calls `use` with the decoder of `kind`.
template <typename Use>
auto with_decoder(Kind kind, Use use) {
  switch (kind) {
    case Kind::groups_edit:
      return use(decode_groups_edit);
    case Kind::status_edit:
      return use(decode_status_edit);
    case Kind::device_report:
      return use(decode_device_report);
    case Kind::status_request:
      return use(decode_status_request);
    case Kind::view:
      return use(decode_view);
    case Kind::own_group:
      return use(decode_own_group);
    case Kind::own_members:
      return use(decode_own_members);
    case Kind::receipt:
      return use(decode_receipt);
    case Kind::link:
      return use(decode_link);
    case Kind::watch_edit:
      return use(decode_watch_edit);
    case Kind::account_edit:
      return use(decode_account_edit);
    case Kind::query:
      return use(decode_query);
    case Kind::fan_out:
      break;
  }
  return use(decode_fan_out);
}

}  // namespace

std::string broken_promise(Kind kind, std::string_view payload) {
  return with_decoder(kind, [&](auto* decode) -> std::string { return promise(decode(payload), decode); });
}

bool is_taken(Kind kind, std::string_view payload) {
  return with_decoder(kind, [&](auto* decode) { return decode(payload).has_value(); });
}

}  // namespace facet::test
