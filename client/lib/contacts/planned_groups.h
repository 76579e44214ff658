#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "client/lib/contacts/import_plan.h"

namespace facet::contacts {

// Gathers the groups of an import and keeps them within the limits.
class PlannedGroups {
 public:
  // `book` is read for categories that stand alone, which decide what `A\,B` means. `notes` must outlive
  // this.
  PlannedGroups(const AddressBook& book, std::vector<Note>& notes);

  // The keys of the groups that the categories of `card` mean; notes what it made of doubtful ones.
  std::vector<std::string> keys_of(const Card& card);
  // The one group that a group card stands for; empty when it can be none.
  std::vector<std::string> keys_of_group_card(const Card& card);

  void add(const std::vector<std::string>& keys, UserId member, const Card& card);

  bool is_in_a_group(UserId member) const { return grouped_.contains(member); }
  std::map<std::string, std::vector<UserId>> take();

 private:
  struct Group {
    std::string name;
    std::set<UserId> members;
  };

  void add_key(const std::string& category, const Card& card, std::vector<std::string>& keys);
  bool all_stand_alone(const std::vector<std::string>& parts) const;
  void note_once(const std::string& about, const Card& card, std::string what);

  std::unordered_set<std::string> standing_alone_;
  std::unordered_map<std::string, Group> groups_;  // by key
  std::unordered_set<UserId> grouped_;
  std::unordered_set<std::string> noted_;
  std::size_t memberships_ = 0;
  std::vector<Note>& notes_;
};

}  // namespace facet::contacts
