#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schemas/result.h"
#include "tests/bench/load/measure.h"
#include "tests/bench/load/phones.h"

namespace facet::load {

// Who is there. Each owner has one group.
struct Crowd {
  std::size_t owners = 16;
  std::size_t contacts = 1000;  // registered
  std::size_t online = 1000;    // of them, spread evenly
  bool shared = true;           // every group holds all contacts; otherwise each contact is in one of them
};

// Statuses by the whole way: owner's phone, broker, resolver, broker, contacts' phones. A change is over when
// every online contact of the owner's group was shown it, and the owner has the receipt and the new own
// group. Each owner has one change under way at most: the resolver publishes what is current, so two would
// become one delivery.
class FacetFanOut final : private PhoneEvents {
 public:
  FacetFanOut(const Servers& servers, const Crowd& crowd, const std::string& password, Version version);

  // Contacts online and registered, groups made, each owner's first statuses shown to everybody. The owners
  // must not have had groups before.
  Status prepare(Steady::time_point deadline);
  // Seconds that it took prepare() to register who does not stay online.
  double registering_seconds() const { return registering_seconds_; }

  // `window` owners have a change under way. Fails when a contact gets anything but the change.
  Result<Run> run(std::uint64_t changes, std::size_t window, Steady::time_point deadline);

 private:
  struct Owner {
    std::size_t who = 0;       // in the swarm
    std::size_t online = 0;    // of its group
    std::uint64_t number = 0;  // of its last change; 0: none yet
    bool under_way = false;
    Setting told;
    Revision revision;
    std::string view;  // the bytes that its contacts get, once the first of them came
    std::size_t missing = 0;
    bool receipt = false;
    bool own_group = false;
    Steady::time_point sent_at;
    std::uint64_t written = 0;        // by its phone, before the change
    std::vector<std::uint32_t> seen;  // of each online contact, the number of the last change
  };

  void on_view(std::size_t who, UserId presentity, std::string_view view) override;
  void on_receipt(std::size_t who, std::uint64_t request) override;
  void on_own_group(std::size_t who) override;

  // The indices of those who are online, or of those who are not.
  std::vector<std::size_t> contacts(bool online) const;
  bool holds(std::size_t owner, std::size_t contact) const;
  Status register_offline(Steady::time_point deadline);
  Status make_groups(Steady::time_point deadline);
  void send_next(Owner& owner);
  void begin_change(Owner& owner, Setting told);
  // Starts and ends changes; true when all are over.
  bool advance(std::uint64_t changes, std::size_t window);
  bool shows_change(Owner& owner, std::string_view view);
  void wrong(std::size_t who, const std::string& what);

  Servers servers_;
  Crowd crowd_;
  std::string password_;
  Version version_;
  Phones phones_;
  std::vector<Owner> owners_;
  std::size_t next_owner_ = 0;
  std::size_t under_way_ = 0;
  std::uint64_t started_ = 0;
  Steady::time_point last_;
  double registering_seconds_ = 0;
  Run run_;
};

}  // namespace facet::load
