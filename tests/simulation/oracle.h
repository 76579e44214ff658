#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/simulation/bus_end.h"
#include "tests/simulation/phone.h"
#include "tests/simulation/resolver_process.h"
#include "tests/simulation/rules_model.h"

namespace facet::simulation {

// Looks on and says what must not be. While things happen: no receipt for what a power cut would take,
// nothing shown to anybody to whom the rules in force do not show it. After quiet: everything as the rules
// say.
class Oracle : public Witness, public Listener {
 public:
  explicit Oracle(World& world) : world_(world) {}
  void watch(ResolverProcess& resolver, Broker& broker) {
    resolver_ = &resolver;
    broker_ = &broker;
  }

  void on_sent(const Packet& packet) override;
  void on_show(UserId presentity, const Bytes& view, const std::vector<UserId>& watchers) override;
  void on_receipt(UserId user, DeviceId device, const Receipt& receipt) override;

  // What some phone sent once; nullptr: nothing yet. For those who send it again.
  const Packet* something_sent();

  // What the topics hold is what would be answered, to the byte.
  void check_push_is_pull(const std::vector<UserId>& users);
  // Everything is as the accepted changes and the rules say. `now`: of each user what the changes do not
  // tell.
  struct Now {
    std::set<UserId> off;
    std::set<UserId> in_call;
    std::map<UserId, std::set<UserId>> followers;  // by presentity
  };
  void check_rules(const std::vector<std::unique_ptr<Phone>>& phones, const Now& now);

 private:
  struct Request {
    Change change;
    Packet packet;
    Outcome outcome = Outcome::unset;
    Reason reason = Reason::none;
    std::size_t place = 0;  // among all, in the order of the receipts
  };

  ModelPeople model() const;
  void check_topics(const ModelPeople& people);
  void check_own(const ModelPeople& people);
  void check_phone(Phone& phone, const ModelPeople& people);
  void check_settled(Phone& phone);

  World& world_;
  ResolverProcess* resolver_ = nullptr;
  Broker* broker_ = nullptr;
  std::map<std::string, Request> requests_;
  std::size_t receipts_ = 0;
  std::vector<std::string> names_;  // of requests, in the order in which they were first sent
};

}  // namespace facet::simulation
