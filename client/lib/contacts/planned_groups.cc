#include "client/lib/contacts/planned_groups.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "client/lib/contacts/category.h"
#include "client/lib/contacts/name.h"
#include "schemas/limits.h"

namespace facet::contacts {
namespace {

bool holds_comma(const std::string& category) {
  return category.find(',') != std::string::npos;
}

std::string quoted(std::string_view name) {
  return "'" + std::string{name} + "'";
}

}  // namespace

PlannedGroups::PlannedGroups(const AddressBook& book, std::vector<Note>& notes) : notes_(notes) {
  for (const Card& card : book.cards) {
    for (const std::string& category : card.categories) {
      if (!holds_comma(category)) standing_alone_.insert(group_key(category));
    }
  }
}

std::vector<std::string> PlannedGroups::keys_of(const Card& card) {
  std::vector<std::string> keys;
  for (const std::string& category : card.categories) {
    const std::vector<std::string> parts = parts_at_commas(category);
    if (!holds_comma(category)) {
      add_key(category, card, keys);
    } else if (all_stand_alone(parts)) {
      note_once(category, card,
                "the category " + quoted(category) +
                    " was read as several groups, since the file also names each of them alone");
      for (const std::string& part : parts) add_key(part, card, keys);
    } else {
      note_once(category, card,
                "the category " + quoted(category) +
                    " is one group; if several are meant, write them without the backslash");
      add_key(category, card, keys);
    }
  }
  return keys;
}

std::vector<std::string> PlannedGroups::keys_of_group_card(const Card& card) {
  std::vector<std::string> keys;
  add_key(card.display_name, card, keys);
  return keys;
}

void PlannedGroups::add(const std::vector<std::string>& keys, UserId member, const Card& card) {
  for (const std::string& key : keys) {
    Group& group = groups_.at(key);
    if (group.members.contains(member)) continue;
    if (group.members.size() >= limits::kMembersPerGroup || memberships_ >= limits::kMembershipsPerUser) {
      notes_.push_back({card.line, card.display_name,
                        "not put into " + quoted(group.name) +
                            ": too many members (members_per_group, memberships_per_user)"});
      continue;
    }
    group.members.insert(member);
    grouped_.insert(member);
    ++memberships_;
  }
}

std::map<std::string, std::vector<UserId>> PlannedGroups::take() {
  std::map<std::string, std::vector<UserId>> result;
  for (auto& [key, group] : groups_) {
    if (group.members.empty()) continue;
    result.emplace(std::move(group.name), std::vector<UserId>(group.members.begin(), group.members.end()));
  }
  return result;
}

void PlannedGroups::add_key(const std::string& category, const Card& card, std::vector<std::string>& keys) {
  const std::optional<std::string> name = group_name(category);
  if (!name) return;
  std::string key = group_key(*name);
  if (std::find(keys.begin(), keys.end(), key) != keys.end()) return;
  if (!groups_.contains(key)) {
    if (name->size() > limits::kGroupNameBytes) {
      return note_once(key, card,
                       "the category " + quoted(cut_between_characters(*name, 40)) +
                           " (cut here) is too long for a group's name (group_name_bytes): no group");
    }
    if (groups_.size() >= limits::kGroupsPerUser) {
      return note_once(key, card,
                       "no group " + quoted(*name) + ": more than " + std::to_string(limits::kGroupsPerUser) +
                           " (groups_per_user)");
    }
    groups_.emplace(key, Group{.name = *name, .members = {}});
  }
  keys.push_back(std::move(key));
}

bool PlannedGroups::all_stand_alone(const std::vector<std::string>& parts) const {
  return parts.size() > 1 && std::all_of(parts.begin(), parts.end(), [&](const std::string& part) {
           return standing_alone_.contains(group_key(part));
         });
}

void PlannedGroups::note_once(const std::string& about, const Card& card, std::string what) {
  if (noted_.insert(about).second) notes_.push_back({card.line, card.display_name, std::move(what)});
}

}  // namespace facet::contacts
