#include "tests/faults/town.h"

#include <cstdio>
#include <cstdlib>

#include "schemas/decode.h"
#include "schemas/encode.h"

namespace facet::fault_test {
namespace {

constexpr UserId kOwners[] = {UserId{8613800138000}, UserId{8613800138010}, UserId{447700900100}};
constexpr std::pair<UserId, Place> kWatchers[] = {
    {UserId{8613800138001}, Place::family},     {UserId{8613800138002}, Place::family},
    {UserId{8613800138003}, Place::colleagues}, {UserId{8613800138004}, Place::colleagues},
    {UserId{447700900123}, Place::wandering},   {UserId{447700900124}, Place::blocked},
};
constexpr std::chrono::milliseconds kBetweenChanges{25};
constexpr std::chrono::seconds kQuiet{45};

std::uint64_t number_in_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text != nullptr ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::string in_words(const Bytes& payload) {
  const auto view = decode_view(payload);
  return view ? std::string{name(view->activity)} + " \"" + view->note + "\"" : "nothing";
}

}  // namespace

int rounds(int everyday) {
  return static_cast<int>(number_in_environment("FACET_FAULT_ROUNDS", static_cast<std::uint64_t>(everyday)));
}

Chance::Chance(const char* scenario)
    : engine_([scenario] {
        const auto seed = number_in_environment("FACET_FAULT_SEED", std::random_device{}());
        std::printf("%s: FACET_FAULT_SEED=%llu\n", scenario, static_cast<unsigned long long>(seed));
        return seed;
      }()) {}

void Chance::pause(std::chrono::milliseconds least, std::chrono::milliseconds most) {
  std::this_thread::sleep_for(
      least + std::chrono::milliseconds{upto(static_cast<std::uint64_t>((most - least).count()))});
}

std::vector<UserId> Town::people() {
  std::vector<UserId> all(std::begin(kOwners), std::end(kOwners));
  for (const auto& [watcher, place] : kWatchers) all.push_back(watcher);
  return all;
}

Town::Town(Site& site, Where where) : site_(site) {
  const std::uint16_t port = where.phones != 0 ? where.phones : site.port();
  const auto phone = [&](UserId user) {
    return std::make_unique<FaultPhone>(port, user, system_test::password_of(user.digits()));
  };
  for (const auto& [watcher, place] : kWatchers) watchers_.push_back(phone(watcher));
  const std::map<UserId, Place> places(std::begin(kWatchers), std::end(kWatchers));
  for (const UserId owner : kOwners)
    owners_.push_back({std::make_unique<Book>(owner, places), phone(owner), {}});
}

Town::~Town() = default;

bool Town::opens() {
  for (auto& watcher : watchers_) {
    if (!watcher->come_online()) return false;
  }
  for (auto& owner : owners_) {
    if (!owner.phone->come_online()) return false;
    for (const auto& change : owner.book->beginnings()) {
      if (!carry_out(owner, change)) return false;
    }
  }
  return true;
}

bool Town::carry_out(Owner& owner, Change change) {
  const Revision revision = owner.phone->next();
  change.status.revision = change.groups.revision = revision;
  const auto receipt = owner.phone->deliver(
      change.kind, change.kind == topics::UpKind::groups ? encode(change.groups) : encode(change.status),
      revision.value());
  if (receipt && receipt->outcome == Outcome::accepted) return true;
  const std::lock_guard lock(mutex_);
  if (refused_.empty()) {
    refused_ = receipt ? std::string{name(receipt->outcome)} + ", " + std::string{name(receipt->reason)}
                       : "no receipt";
  }
  return false;
}

void Town::begin() {
  for (auto& owner : owners_) {
    owner.thread = std::jthread([this, &owner](const std::stop_token& stop) { live(owner, stop); });
  }
}

void Town::live(Owner& owner, const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (!carry_out(owner, owner.book->next())) {
      ++unanswered_;
      return;
    }
    owner.book->accepted();
    std::this_thread::sleep_for(kBetweenChanges);
  }
}

bool Town::stop() {
  for (auto& owner : owners_) owner.thread.request_stop();
  for (auto& owner : owners_) {
    if (owner.thread.joinable()) owner.thread.join();
  }
  return unanswered_ == 0;
}

bool Town::goes_on() {
  const std::uint64_t before = receipts();
  return eventually([&] { return receipts() > before + owners_.size(); }, kQuiet);
}

std::uint64_t Town::receipts() const {
  std::uint64_t all = 0;
  for (const auto& owner : owners_) all += owner.book->receipts();
  return all;
}

// Of what is shown now, live and by the broker's retained copies, the first that is not as the books say.
std::string Town::first_difference(const Retained& retained) const {
  std::size_t copies = 0;
  for (const auto& [topic, payload] : retained) copies += topic.starts_with("facet/v1/in/");
  if (copies != owners_.size() * watchers_.size()) return std::to_string(copies) + " retained Views";
  for (const auto& owner : owners_) {
    for (const auto& watcher : watchers_) {
      const Bytes live = watcher->view_of(owner.book->owner());
      const Bytes right = owner.book->view_of(watcher->user(), live);
      const auto copy = retained.find(topics::build(topics::In{watcher->user(), owner.book->owner()}));
      if (live == right && copy != retained.end() && copy->second == live) continue;
      return watcher->user().digits() + " sees of " + owner.book->owner().digits() + ": " + in_words(live) +
             ", retained: " + (copy == retained.end() ? "-" : in_words(copy->second)) +
             ", and is to see: " + in_words(right);
    }
  }
  return {};
}

// The groups as the owner's own copies have them.
std::string Town::first_lost(const Retained& retained) const {
  for (const auto& owner : owners_) {
    const auto found = retained.find(topics::build(topics::OwnMembers{owner.book->owner(), kColleagues}));
    const auto members =
        found == retained.end() ? std::nullopt : std::optional{decode_own_members(found->second)};
    if (!members || !*members) return "no list of the members of " + owner.book->owner().digits();
    const std::set<UserId> have((*members)->members.begin(), (*members)->members.end());
    const auto expected = owner.book->colleagues();
    if (have != expected) {
      return owner.book->owner().digits() + " has " + std::to_string(have.size()) +
             " colleagues instead of " + std::to_string(expected.size());
    }
  }
  return {};
}

std::vector<std::string> Town::wrongly_shown() const {
  std::vector<std::string> all;
  for (const auto& watcher : watchers_) {
    for (const auto& owner : owners_) {
      const auto wrong = owner.book->wrong(watcher->user(), watcher->shown());
      all.insert(all.end(), wrong.begin(), wrong.end());
    }
  }
  return all;
}

void Town::settle(const std::string& scenario, int faults) {
  std::string difference;
  const auto is_settled = [&] {
    const auto retained = site_.retained();
    difference = first_difference(retained);
    if (difference.empty()) difference = first_lost(retained);
    return difference.empty();
  };
  eventually(is_settled, kQuiet);
  const auto wrong = wrongly_shown();
  std::uint64_t begun = 0;
  std::uint64_t sent = 0;
  std::uint64_t shown = 0;
  for (const auto& owner : owners_) {
    begun += owner.book->begun();
    sent += owner.phone->messages_sent();
  }
  for (const auto& watcher : watchers_) shown += watcher->shown().size();
  std::printf(
      "%s: %d faults, %llu changes sent (%llu messages), %llu receipts, %s, %llu Views shown, %zu wrongly\n",
      scenario.c_str(), faults, static_cast<unsigned long long>(begun), static_cast<unsigned long long>(sent),
      static_cast<unsigned long long>(receipts()), difference.empty() ? "0 lost" : "SOMETHING LOST",
      static_cast<unsigned long long>(shown), wrong.size());
  EXPECT_EQ(difference, "") << site_.resolver_log();
  EXPECT_EQ(begun, receipts()) << refused_;
  EXPECT_TRUE(wrong.empty()) << wrong.size() << " times, first: " << wrong.front();
}

}  // namespace facet::fault_test
