#pragma once

#include <memory>
#include <set>
#include <vector>

#include "tests/simulation/phone.h"

namespace facet::simulation {

// What people do with their phones, by chance.
class People {
 public:
  People(World& world, std::vector<UserId> users) : world_(world), users_(std::move(users)) {}

  // Who has several devices says nothing to "every group": which ones that means would depend on which device
  // comes first.
  void has_several(UserId user) { several_.insert(user); }

  void do_something(Phone& phone);
  // About one person; returns whom.
  UserId ask_somebody(Phone& phone);

 private:
  void make_group(Phone& phone);
  void change_group(Phone& phone);
  void change_members(Phone& phone);
  void tell(Phone& phone);
  void decide_on_contact(Phone& phone);
  void set_automatics(Phone& phone);
  void watch(Phone& phone);
  void ask(Phone& phone);
  void call(Phone& phone);
  void come_or_go(Phone& phone);

  std::optional<GroupId> some_group(Phone& phone);
  std::vector<UserId> some_others(Phone& phone);
  UserId some_other(Phone& phone);
  Setting some_setting(Phone& phone, std::string note);
  Time some_end(Phone& phone);
  void took(Phone& phone, const Status& done);

  World& world_;
  const std::vector<UserId> users_;
  std::set<UserId> several_;
};

}  // namespace facet::simulation
