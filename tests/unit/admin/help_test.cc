#include <gmock/gmock.h>

#include "tests/support/process.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using testing::HasSubstr;
using testing_support::run;

TEST(Help, OfEveryCommandHasExamples) {
  const std::vector<std::vector<std::string>> commands{{},
                                                       {"user", "add"},
                                                       {"user", "passwd"},
                                                       {"user", "disable"},
                                                       {"user", "enable"},
                                                       {"user", "remove"},
                                                       {"user", "list"},
                                                       {"psk", "add"},
                                                       {"psk", "remove"},
                                                       {"check"}};
  for (auto words : commands) {
    words.emplace_back("--help");
    Bench bench;
    const auto ran = bench.bare(words);
    EXPECT_EQ(ran.exit, 0);
    EXPECT_THAT(ran.out, HasSubstr("Examples:\n  facet-admin "));
    EXPECT_EQ(ran.err, "");
  }
}

TEST(Usage, AMistakeIsStatus2WithTheNextStep) {
  Bench bench;
  for (const auto& words :
       std::vector<std::vector<std::string>>{{},
                                             {"user"},
                                             {"user", "add"},
                                             {"user", "remove"},
                                             {"psk", "add", "1"},
                                             {"king"},
                                             {"--colour"},
                                             {"user", "add", "1", "--generate", "--no-password"},
                                             {"user", "remove", "Alice"}}) {
    const auto ran = bench.admin(words);
    EXPECT_EQ(ran.exit, 2);
    EXPECT_FALSE(ran.err.empty());
    EXPECT_EQ(ran.out, "");
  }
  EXPECT_THAT(bench.admin({"user", "add", "--genrate"}).err, HasSubstr("--genrate"));
}

TEST(Program, IsWiredToItsStreams) {
  Bench bench;
  const auto added = run({FACET_ADMIN, "--file", bench.file.string(), "user", "add", "1"}, "horse battery\n");
  EXPECT_EQ(added.status, 0) << added.err;
  EXPECT_EQ(added.out, "");
  const auto checked = run({FACET_ADMIN, "check"}, {}, {"FACET_CREDENTIALS=" + bench.file.string()});
  EXPECT_EQ(checked.status, 0) << checked.err;
  EXPECT_THAT(checked.out, HasSubstr("users: 1"));
  EXPECT_EQ(run({FACET_ADMIN}).status, 2);
}

// A password that could not be shown was not given to anybody.
TEST(Program, OutputThatCannotBeWrittenIsAFailure) {
  Bench bench;
  const auto ran = run({"sh", "-c", "exec \"$0\" --file \"$1\" user add 1 --generate >/dev/full", FACET_ADMIN,
                        bench.file.string()});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("output"));
}

}  // namespace
}  // namespace facet::admin::test
