#include <algorithm>

#include "tests/unit/pipeline/secrets.h"

// A long and full history, and then the search of every message that any watcher was sent for what it was
// not to know: names, ids, ranks and sizes of groups, who else is in them, and the notes of others.
namespace facet::resolver::testing {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr UserId kDave{8613800138003};
constexpr UserId kEmma{8613800138004};
constexpr UserId kFred{8613800138005};
constexpr UserId kGrace{8613800138006};
constexpr UserId kNobody{8613800999999};
constexpr UserId kWatchers[] = {kBob, kCarol, kDave, kEmma, kFred, kGrace, kStranger};

struct Named {
  GroupId id;
  std::string name;
  std::uint16_t rank;
  std::uint16_t size;
};
const Named kHome{GroupId{0x5EC7'E101}, "Nightingale family", 777, 321};
const Named kWork{GroupId{0x5EC7'E202}, "Quicksilver colleagues", 888, 654};
const Named kPoker{GroupId{0x5EC7'E303}, "Zanzibar poker round", 999, 543};
const Named kOfBob{GroupId{0x5EC7'E404}, "Honeycomb of Bob's", 666, 234};

// Numbers that no phone of the test has.
std::vector<UserId> padding(std::uint64_t first, std::size_t count) {
  std::vector<UserId> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.emplace_back(first + i);
  return numbers;
}

StatusEdit told(const Named& group, Activity activity, std::string note, Time until = kNoTime) {
  return {{}, {{group.id, Setting{activity, std::move(note), until, kNoTime}}}, {}, {}, {}};
}
GroupsEdit one(GroupEdit edit) {
  return {{}, {std::move(edit)}};
}
GroupEdit edit_of(const Named& group) {
  return {.group = group.id, .name = {}, .rank = {}, .add = {}, .remove = {}};
}

class History {
 public:
  explicit History(const DampingOptions& damping) : world_(damping) {
    meet();
    a_day();
    blocked_and_moved();
    strangers_and_reception();
    numbers_and_accounts();
  }

  World& world() { return world_; }
  const std::vector<Secret>& secrets() const { return secrets_; }

 private:
  void later(std::chrono::milliseconds by = seconds{20}) { world_.advance(by); }
  // A note that from now on may be sent to these.
  std::string note(const std::string& text, std::set<UserId> may, Instant until = Instant::max()) {
    Secret secret = testing::text("the note '" + text + "'", text);
    secret.owner = kAlice;
    secret.may = std::move(may);
    secret.from = world_.now();
    secret.until = until;
    secrets_.push_back(std::move(secret));
    return text;
  }
  void make(UserId owner, const Named& group, std::vector<UserId> members, std::uint64_t others);
  void meet();
  void a_day();
  void blocked_and_moved();
  void strangers_and_reception();
  void numbers_and_accounts();
  void everybody_asks() {
    for (const UserId user : kWatchers) world_.ask(user, {kAlice, kNobody});
    for (const UserId user : kWatchers) world_.query(user, QueryKind::sources);
    for (const auto kind : {QueryKind::watchers, QueryKind::log}) world_.query(kBob, kind);
    world_.query(kBob, QueryKind::view_as, kAlice);
    later();
  }

  World world_;
  std::vector<Secret> secrets_;
};

void History::make(UserId owner, const Named& group, std::vector<UserId> members, std::uint64_t others) {
  const auto more = padding(others, group.size - members.size());
  members.insert(members.end(), more.begin(), more.end());
  GroupEdit edit = edit_of(group);
  edit.name = group.name;
  edit.rank = group.rank;
  edit.add = members;
  world_.say(owner, one(std::move(edit)));
  std::vector<Secret> of_group{text("the name " + group.name, group.name),
                               number("the id of " + group.name, group.id.value()),
                               small_number("the rank of " + group.name, group.rank),
                               small_number("the size of " + group.name, group.size)};
  for (const UserId member : more) of_group.push_back(number("a member of " + group.name, member.value()));
  for (Secret& secret : of_group) {
    secret.owner = owner;
    secrets_.push_back(std::move(secret));
  }
}

void History::meet() {
  world_.say(kAlice, DeviceState::idle);
  for (const UserId user : kWatchers) {
    world_.say(user, DeviceState::idle);
    Secret secret = number("the number of another watcher", user.value());
    secret.owner = kAlice;
    secret.may = {user};
    secrets_.push_back(std::move(secret));
    if (user != kStranger) world_.say(user, WatchEdit{.strangers = Strangers::take});
  }
  later();
  make(kAlice, kHome, {kBob, kDave}, 4'915'551'000'000);
  make(kAlice, kWork, {kCarol, kDave, kEmma, kFred}, 4'915'552'000'000);
  make(kAlice, kPoker, {}, 4'915'553'000'000);
  make(kBob, kOfBob, {kAlice}, 4'915'554'000'000);
  later();
}

void History::a_day() {
  world_.say(kAlice, told(kHome, Activity::driving, note("Home before the eclipse", {kBob, kDave})));
  world_.say(kAlice, told(kWork, Activity::busy, note("Ledger with the auditors", {kCarol, kEmma, kFred})));
  world_.say(kAlice, told(kPoker, Activity::free, note("Bluffing every Thursday", {})));
  world_.say(kBob, StatusEdit{{}, {{kOfBob.id, Setting{Activity::free, "", kNoTime, kNoTime}}}, {}, {}, {}});
  everybody_asks();
  const Time until = world_.time() + hours{2};
  world_.say(kAlice, told(kHome, Activity::meeting, note("Dentist, upper left", {kBob, kDave}), until));
  world_.say(kAlice,
             StatusEdit{{},
                        {},
                        {{kDave, Setting{Activity::free, note("Only for you, Ulysses", {kDave}), until, {}}}},
                        {},
                        {}});
  later(hours{3});
  world_.say(kAlice,
             StatusEdit{.revision = {},
                        .automatics = {{kHome.id, {{Shows::instead, Activity::away}, {Shows::shown, {}}}},
                                       {kWork.id, {{}, {Shows::hidden, {}}}}}});
  world_.say(kAlice, DeviceState::in_call);
  everybody_asks();
  world_.say(kAlice, DeviceState::idle);
  world_.link(kAlice, LinkState::connected);
  world_.link(kAlice, LinkState::gone);
  later(minutes{2});
  everybody_asks();
  world_.link(kAlice, LinkState::connected);
  const ScheduleEntry entry{.days = 0x7F,
                            .from = 540,
                            .to = 1'080,
                            .activity = Activity::sleeping,
                            .note = note("Vampire shift, cellar", {kCarol, kEmma, kFred})};
  world_.say(kAlice, StatusEdit{.revision = {}, .schedules = {{kWork.id, {entry}}}, .zone = "Asia/Shanghai"});
  later(hours{48});
  world_.say(kAlice, StatusEdit{.revision = {}, .schedules = {{kWork.id, {}}}});
  later();
}

void History::blocked_and_moved() {
  world_.say(kAlice, StatusEdit{{}, {}, {}, {kEmma}, {}});
  later();
  const Instant moves = world_.now() + hours{1};
  world_.say(kAlice, told(kWork, Activity::meeting, note("Emma must not hear", {kCarol, kFred}, moves)));
  everybody_asks();
  world_.advance(moves - world_.now());
  world_.say(kAlice, told(kHome, Activity::driving, {}));
  GroupEdit out = edit_of(kWork);
  out.remove = {kFred};
  GroupEdit in = edit_of(kHome);
  in.add = {kFred};
  world_.say(kAlice, GroupsEdit{{}, {out, in}});
  GroupEdit for_a_while = edit_of(kHome);
  for_a_while.add = {kGrace};
  for_a_while.until = world_.time() + hours{1};
  world_.say(kAlice, one(for_a_while));
  later();
  world_.say(kAlice,
             told(kHome, Activity::free, note("Picnic by the reservoir", {kBob, kDave, kFred, kGrace})));
  world_.say(kAlice, told(kWork, Activity::away, note("Fred has left us, finally", {kCarol})));
  everybody_asks();
  later(hours{2});
  world_.say(kAlice, told(kHome, Activity::busy, note("Grace is gone by now", {kBob, kDave, kFred})));
  GroupEdit renamed = edit_of(kHome);
  renamed.name = "Kingfisher relatives";
  Secret name = text("the new name", *renamed.name);
  name.owner = kAlice;
  secrets_.push_back(std::move(name));
  world_.say(kAlice, one(renamed));
  everybody_asks();
}

void History::strangers_and_reception() {
  const StatusEdit to_strangers{
      {},
      {{kOther, Setting{Activity::available, note("Hello, wide world", {kStranger, kGrace}), {}, {}}}},
      {},
      {},
      {}};
  world_.say(kAlice, to_strangers);
  everybody_asks();
  world_.say(kBob, WatchEdit{.mute = {kAlice}});
  world_.say(kFred, WatchEdit{.refuse = {kAlice}});
  later();
  world_.say(kAlice, told(kHome, Activity::sleeping, note("Neither Bob nor Fred listens", {kDave})));
  later();
  world_.say(kAlice, told(kHome, Activity::busy, note("They listen again, both", {kBob, kDave, kFred})));
  later();
  for (const UserId user : {kBob, kFred}) world_.say(user, WatchEdit{.forget = {kAlice}});
  everybody_asks();
  world_.say(kAlice, StatusEdit{{}, {{kOther, Setting{Activity::off, "", {}, {}}}}, {}, {}, {}});
  later(hours{30});
}

void History::numbers_and_accounts() {
  world_.erase(kCarol);
  later(hours{1});
  world_.say(kCarol, DeviceState::idle);  // somebody else by now
  world_.say(kCarol, WatchEdit{.strangers = Strangers::take});
  world_.say(kAlice, told(kWork, Activity::holiday, note("Not for whoever has it next", {})));
  everybody_asks();
  GroupEdit end = edit_of(kWork);
  end.erase = true;
  world_.say(kAlice, one(end));
  everybody_asks();
  later(hours{30});
  GroupEdit anew = edit_of(kWork);
  anew.name = kWork.name;
  anew.add = {kCarol};
  world_.say(kAlice, one(anew));
  later();
  world_.say(kAlice, told(kWork, Activity::busy, note("For the new one as well", {kCarol})));
  everybody_asks();
  world_.erase(kAlice);
  later(hours{1});
  everybody_asks();
}

class LeakTest : public ::testing::TestWithParam<int> {
 protected:
  History history_{DampingOptions{.every = seconds{GetParam()}}};
};

TEST_P(LeakTest, NoWatcherIsSentWhatIsNotForIt) {
  for (const UserId user : kWatchers) {
    for (const auto& delivered : history_.world().traffic_to(user)) {
      for (const auto& what : betrayed(history_.secrets(), user, delivered)) {
        ADD_FAILURE() << "+" << user.digits() << " is sent " << what << ": " << delivered;
      }
    }
  }
}

// Nothing hides between the fields of what is sent.
TEST_P(LeakTest, EveryMessageIsWhatItsFieldsEncodeTo) {
  for (const UserId user : kWatchers) {
    for (const auto& delivered : history_.world().traffic_to(user)) {
      EXPECT_TRUE(is_plain(delivered)) << delivered;
      EXPECT_EQ(delivered.retained, delivered.topic.find("/re/") == std::string::npos) << delivered;
    }
  }
}

// The search would be worth nothing if nobody had been sent anything: whom a note was for has it.
TEST_P(LeakTest, WhomANoteWasForHasIt) {
  std::map<std::string, std::set<UserId>> seen;
  for (const UserId user : kWatchers) {
    for (const auto& delivered : history_.world().traffic_to(user)) {
      std::vector<Secret> all = history_.secrets();
      for (Secret& secret : all) secret.may.clear();
      for (const auto& what : betrayed(all, user, delivered)) seen[what].insert(user);
    }
  }
  for (const auto& secret : history_.secrets()) {
    if (secret.what.starts_with("the note")) {
      EXPECT_EQ(seen[secret.what], secret.may) << secret.what;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(WithAndWithoutDamping, LeakTest, ::testing::Values(0, 5));

}  // namespace
}  // namespace facet::resolver::testing
