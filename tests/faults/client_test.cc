#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "schemas/decode.h"
#include "tests/faults/town.h"
#include "tests/system/people.h"

// The `facet` command is killed in the middle of whatever it does, again and again.
namespace facet::fault_test {
namespace {

using Json = nlohmann::json;
using std::chrono::milliseconds;
using system_test::kAlice;
using system_test::kBob;
using testing_support::Process;
using testing_support::Ran;

constexpr std::uint64_t kFirstContact = 8'615'000'000'000;

class FaultsClient : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(bob_.come_online());
    const Ran init =
        testing_support::run({FACET_COMMAND, "--profile", profile_, "init", "--number", "+" + kAlice.digits(),
                              "--region", "CN", "--broker", "127.0.0.1:" + std::to_string(site_.port())},
                             {}, {"FACET_PASSWORD=" + system_test::password_of(kAlice.digits())});
    ASSERT_EQ(init.status, 0) << init.err;
    ASSERT_EQ(facet({"group", "create", "Work"}).status, 0);
    ASSERT_EQ(facet({"group", "add", "Work", "+" + kBob.digits()}).status, 0);
  }
  std::vector<std::string> command(std::vector<std::string> arguments) const {
    std::vector<std::string> argv{FACET_COMMAND, "--profile", profile_, "--lang", "en", "--json"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return argv;
  }
  Ran facet(std::vector<std::string> arguments) const {
    return testing_support::run(command(std::move(arguments)));
  }
  // Change number i: a status with its number as the note, or a contact that stays.
  static std::vector<std::string> change(std::uint64_t i) {
    if (i % 2 == 0) return {"status", "set", "busy", "--group", "Work", "--note", std::to_string(i)};
    return {"group", "add", "Work", "+" + std::to_string(kFirstContact + i)};
  }
  // What the command answered (Exit), or -SIGKILL.
  int run_and_perhaps_kill(std::uint64_t i, Chance& chance) {
    Process process(command(change(i)), site_.path() / "facet.log");
    if (chance.upto(2) == 0) return process.wait(std::chrono::seconds{30}).value_or(-1);
    chance.pause(milliseconds{0}, milliseconds{200});
    return process.end(SIGKILL);
  }
  void note_outcome(std::uint64_t i, int status) {
    killed_ += status == -SIGKILL;
    if (status != 0 && status != 3) return;  // 3: saved, and not acknowledged yet
    ++promised_;
    if (i % 2 == 0) last_note_ = i;
    if (i % 2 != 0) added_.insert(UserId{kFirstContact + i});
  }
  std::set<UserId> members_at_the_server(GroupId group) const {
    const auto retained = site_.retained();
    const auto found = retained.find(topics::build(topics::OwnMembers{kAlice, group}));
    const auto members =
        found == retained.end() ? std::nullopt : std::optional{decode_own_members(found->second)};
    if (!members || !*members) return {};
    return {(*members)->members.begin(), (*members)->members.end()};
  }
  std::string shown_note() const {
    const auto view = decode_view(bob_.view_of(kAlice));
    return view ? view->note : "";
  }
  void settle(const std::string& scenario, std::uint64_t begun);

  Site site_{{kAlice, kBob}};
  const std::string profile_ = site_.path() / "phone-alice";
  FaultPhone bob_{site_.port(), kBob, system_test::password_of(kBob.digits())};
  std::uint64_t killed_ = 0;
  std::uint64_t promised_ = 0;
  std::uint64_t last_note_ = 0;
  std::set<UserId> added_;
};

// What the command had promised is there, on the phone, at the server and at Bob's, and all three say the
// same.
void FaultsClient::settle(const std::string& scenario, std::uint64_t begun) {
  Ran sync;
  // Each try costs something of what the door lets her do in a while: without a pause none would ever
  // succeed.
  const auto tries = [&] {
    sync = facet({"sync"});
    if (sync.status != 0) std::this_thread::sleep_for(std::chrono::seconds{2});
    return sync.status == 0;
  };
  EXPECT_TRUE(eventually(tries, std::chrono::seconds{40}))
      << sync.status << sync.out << sync.err << site_.broker().log();
  const Json own = Json::parse(facet({"status"}).out, nullptr, false);
  ASSERT_FALSE(own.is_discarded());
  EXPECT_EQ(own.at("waiting"), 0);
  const auto& groups = own.at("groups");
  const auto work = std::find_if(groups.begin(), groups.end(),
                                 [](const Json& group) { return group.at("name") == "Work"; });
  ASSERT_NE(work, groups.end());
  // Alice's commands may have used up what the door lets her do in a while, and the look is in her name.
  std::set<UserId> members;
  eventually([&] {
    members = members_at_the_server(*GroupId::parse(work->at("id").get<std::string>()));
    return !members.empty();
  });
  EXPECT_EQ(work->at("members"), members.size());
  std::size_t lost = 0;
  for (const UserId contact : added_) lost += !members.contains(contact);
  const std::string note =
      work->at("setting").is_null() ? "0" : work->at("setting").at("note").get<std::string>();
  lost += std::stoull(note) < last_note_;
  EXPECT_TRUE(eventually([&] { return shown_note() == note; })) << shown_note() << " instead of " << note;
  std::printf("%s: %llu commands killed of %llu, %llu promised, %zu lost\n", scenario.c_str(),
              static_cast<unsigned long long>(killed_), static_cast<unsigned long long>(begun),
              static_cast<unsigned long long>(promised_), lost);
  EXPECT_EQ(lost, 0U);
}

TEST_F(FaultsClient, KilledAtAnyMomentItLosesNothingThatItHadPromised) {
  Chance chance("facet killed");
  const auto times = static_cast<std::uint64_t>(rounds(2)) * 8;
  for (std::uint64_t i = 1; i <= times; ++i) note_outcome(i, run_and_perhaps_kill(i, chance));
  settle("facet killed", times);
}

TEST_F(FaultsClient, KilledTogetherWithTheServersItLosesNothingThatItHadPromised) {
  Chance chance("facet and servers killed");
  const auto times = static_cast<std::uint64_t>(rounds(1)) * 4;
  for (std::uint64_t i = 1; i <= times; ++i) {
    if (i % 4 == 0) {
      site_.stop_resolver(SIGKILL);
      if (chance.upto(1) == 0) {
        site_.stop_broker(SIGKILL);
        site_.start_broker();
      }
      site_.start_resolver();
    }
    note_outcome(i, run_and_perhaps_kill(i, chance));
  }
  settle("facet and servers killed", times);
}

}  // namespace
}  // namespace facet::fault_test
