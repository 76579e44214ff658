#include "client/cli/exit_code.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/lib/contacts/errors.h"
#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using client::SyncReport;
using test::Bench;
using test::PhoneState;
using testing::HasSubstr;
using ClientError = client::errc;

struct Case {
  ClientError code;
  int exit;
  const char* word;
};

// Before anything is changed.
TEST(ExitCode, TellsWhyTheProfileDidNotOpen) {
  const Case cases[] = {
      {ClientError::no_profile, 4, "no_profile"},
      {ClientError::bad_profile, 4, "bad_profile"},
      {ClientError::newer_store, 4, "newer_store"},
      {ClientError::store, 1, "store"},
  };
  for (const auto& [code, exit, word] : cases) {
    for (const char* command : {"status", "sync"}) {
      Bench bench;
      bench.open_error = Error{code, "why"};
      const auto ran = bench.facet({command, "--json"});
      EXPECT_EQ(ran.exit, exit) << word;
      EXPECT_EQ(ran.json()["error"], word);
      EXPECT_EQ(ran.json()["ok"], false);
      EXPECT_THAT(ran.err, HasSubstr("facet: ")) << word;
    }
  }
}

Result<SyncReport> failing(ClientError code) {
  return fail(code, "detail");
}

// What is saved is not lost: 3 says so, whatever kept it here; only a refused password is named apart.
TEST(ExitCode, OfAChangeThatWasSavedAndNotSent) {
  const Case cases[] = {
      {ClientError::unreachable, 3, "unreachable"},
      {ClientError::no_answer, 3, "waiting"},
      {ClientError::busy, 3, "waiting"},
      {ClientError::not_authorised, 5, "not_authorised"},
      {ClientError::refused, 1, "not_taken"},
      {ClientError::erased, 1, "erased"},
      {ClientError::store, 1, "failed"},
  };
  for (const auto& [code, exit, state] : cases) {
    Bench bench;
    bench.phone.on_sync = [code = code](PhoneState&) { return failing(code); };
    const auto ran = bench.facet({"group", "create", "Family", "--json"});
    EXPECT_EQ(ran.exit, exit) << state;
    EXPECT_EQ(ran.json()["delivery"]["state"], state);
    EXPECT_EQ(ran.json()["delivery"]["waiting"], 1);
    EXPECT_EQ(ran.json()["ok"], false);
  }
}

// The library explains in English, for programmers.
TEST(ExitCode, ARefusalOfThePhoneIsSaidInTheChosenLanguage) {
  Bench bench;
  bench.phone.on_sync = [](PhoneState&) -> Result<SyncReport> {
    return fail(ClientError::refused, "over_limit (devices_per_user, at most 16): make room first");
  };
  const auto english = bench.facet({"group", "create", "A"});
  EXPECT_THAT(english.err,
              HasSubstr("more than the server keeps for one person (devices_per_user, at most 16)"));
  const auto chinese = bench.facet({"--lang", "zh", "group", "create", "B"});
  EXPECT_THAT(chinese.err, HasSubstr("服务器"));
  EXPECT_THAT(chinese.err, testing::Not(HasSubstr("make room")));
}

TEST(ExitCode, OfAnErasedAccountSaysHowToGoOn) {
  Bench bench;
  bench.open_error = Error{ClientError::erased, "to begin anew, remove this folder"};
  const auto ran = bench.facet({"status", "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.json()["error"], "erased");
  EXPECT_THAT(ran.err, HasSubstr("--profile"));
}

// Nothing waits: then the lack of a connection is a plain failure.
TEST(ExitCode, OfASyncWithNothingToSend) {
  const Case cases[] = {
      {ClientError::unreachable, 1, ""},
      {ClientError::no_answer, 1, ""},
      {ClientError::busy, 1, ""},
      {ClientError::not_authorised, 5, ""},
  };
  for (const auto& [code, exit, unused] : cases) {
    Bench bench;
    bench.phone.on_sync = [code = code](PhoneState&) { return failing(code); };
    EXPECT_EQ(bench.facet({"sync"}).exit, exit) << unused;
    EXPECT_EQ(bench.facet({"watch", "--once"}).exit, exit);
  }
}

TEST(ExitCode, OfAReport) {
  struct ReportCase {
    std::size_t waiting, stale, refused;
    int exit;
  };
  const ReportCase cases[] = {{0, 0, 0, 0}, {2, 0, 0, 3}, {0, 1, 0, 0}, {0, 0, 1, 1}, {2, 0, 1, 1}};
  for (const auto& [waiting, stale, refused, exit] : cases) {
    Bench bench;
    bench.phone.on_sync = [=](PhoneState&) -> Result<SyncReport> {
      SyncReport report;
      report.waiting = waiting;
      report.stale = stale;
      report.refused.resize(refused,
                            Receipt{1, Outcome::refused, Reason::over_limit, "groups_per_user", 100, {}, {}});
      return report;
    };
    EXPECT_EQ(bench.facet({"group", "create", "Family"}).exit, exit) << waiting << stale << refused;
    EXPECT_EQ(bench.facet({"sync"}).exit, exit) << waiting << stale << refused;
  }
}

TEST(ExitCode, ARefusalNamesReasonAndLimit) {
  Bench bench;
  bench.phone.on_sync = [](PhoneState&) -> Result<SyncReport> {
    SyncReport report;
    report.refused = {Receipt{1, Outcome::refused, Reason::over_limit, "groups_per_user", 100, {}, {}}};
    return report;
  };
  const auto ran = bench.facet({"group", "create", "Family"});
  EXPECT_THAT(ran.err, HasSubstr("groups_per_user: 100"));
  EXPECT_THAT(ran.out, HasSubstr("refused by the server"));
  const auto json = bench.facet({"sync", "--json"}).json();
  EXPECT_EQ(json["delivery"]["refused"][0]["reason"], "over_limit");
  EXPECT_EQ(json["delivery"]["refused"][0]["limit_value"], 100);
}

TEST(ExitCode, OfAsking) {
  const Case cases[] = {
      {ClientError::unreachable, 1, "unreachable"}, {ClientError::no_answer, 1, "no_answer"},
      {ClientError::busy, 1, "no_answer"},  // `facet watch` asked for us, and got no answer either
      {ClientError::refused, 1, "refused"},         {ClientError::not_authorised, 5, "not_authorised"},
  };
  for (const auto& [code, exit, word] : cases) {
    Bench bench;
    bench.phone.on_ask = [code = code](const auto&) -> Result<std::vector<Answer>> { return fail(code); };
    const auto ran = bench.facet({"ask", "+4915112345678", "--json"});
    EXPECT_EQ(ran.exit, exit) << word;
    EXPECT_EQ(ran.json()["error"], word);
  }
}

TEST(ExitCode, OfAnAddressBook) {
  const std::tuple<contacts::errc, Exit, const char*> cases[] = {
      {contacts::errc::no_cards, Exit::failed, "no_vcard"},
      {contacts::errc::file_too_large, Exit::failed, "over_limit"},
      {contacts::errc::unknown_charset, Exit::usage, "bad_value"},
  };
  for (const auto& [code, exit, word] : cases) {
    EXPECT_EQ(exit_of(Error{code, ""}), exit) << word;
    EXPECT_EQ(name_of(Error{code, ""}), word);
  }
}

TEST(ExitCode, EveryErrorOfTheLibraryHasAWordAndANextStep) {
  for (int code = 1; code <= static_cast<int>(ClientError::busy); ++code) {
    const Error error{static_cast<ClientError>(code), "fact; step"};
    EXPECT_NE(name_of(error), "error") << code;
    EXPECT_GT(sentence_of(error).size(), 20U) << code;
  }
  const Error foreign{std::make_error_code(std::errc::io_error), ""};
  EXPECT_EQ(exit_of(foreign), Exit::failed);
  EXPECT_EQ(name_of(foreign), "error");
}

}  // namespace
}  // namespace facet::cli
