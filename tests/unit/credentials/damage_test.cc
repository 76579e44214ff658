#include <gtest/gtest.h>
#include <sys/mman.h>

#include "broker-plugin/credentials/credentials_file.h"
#include "schemas/limits.h"
#include "tests/unit/credentials/some_users.h"

namespace facet::door {
namespace {

using test::file_of;
using test::kHash;
using test::kKey;
using test::phone_line;

struct Damage {
  const char* name;
  std::string text;
  std::string where;  // what the error must say
};

std::ostream& operator<<(std::ostream& out, const Damage& damage) {
  return out << damage.name;
}

std::string with_hash(const std::string& hash) {
  return file_of("1 phone enabled " + hash + " -\n", 1);
}

std::string with_keys(const std::string& keys) {
  return file_of("1 phone enabled - " + keys + "\n", 1);
}

std::string weighty(const std::string& cost) {
  return with_hash("$argon2id$v=19$" + cost + kHash.substr(kHash.find("$AAEC")));
}

std::vector<Damage> damages() {
  const auto line = phone_line();
  const auto good = file_of(line, 1);
  return {
      {"Empty", "", "line 1"},
      {"FirstLineMissing", good.substr(good.find('\n') + 1), "line 1"},
      {"AnotherVersion", "facet-credentials 2\nend 0\n", "line 1"},
      {"FirstLineLonger", "facet-credentials 1 \nend 0\n", "line 1"},
      {"EndMissing", "facet-credentials 1\n" + line, "line 3"},
      {"CutInALine", good.substr(0, 60), "line 2"},
      {"CutInTheEnd", good.substr(0, good.size() - 1), "line 3"},
      {"CountTooHigh", file_of(line, 2), "line 3"},
      {"CountTooLow", file_of(line + phone_line("1"), 1), "line 4"},
      {"CountWithZeros", "facet-credentials 1\nend 00\n", "line 2"},
      {"CountMissing", "facet-credentials 1\nend \n", "line 2"},
      {"BehindTheEnd", good + line, "line 4"},
      {"BlankBehindTheEnd", good + "\n", "line 4"},
      {"BlankLine", file_of(line + "\n", 1), "line 3"},
      {"CarriageReturns", "facet-credentials 1\r\nend 0\r\n", "line 1"},
      {"SameUserTwice", file_of(line + line, 2), "line 3"},
      {"UnknownRole", file_of("1 king enabled - -\n", 1), "line 2"},
      {"UnknownState", file_of("1 phone maybe - -\n", 1), "line 2"},
      {"BadName", file_of("+1 phone enabled - -\n", 1), "line 2"},
      {"NameOfAnotherRole", file_of("facet-resolver phone enabled - -\n", 1), "line 2"},
      {"FieldMissing", file_of("1 phone enabled -\n", 1), "line 2"},
      {"FieldTooMany", file_of("1 phone enabled - - -\n", 1), "line 2"},
      {"TwoBlanks", file_of("1  phone enabled - -\n", 1), "line 2"},
      {"Tabs", file_of("1\tphone\tenabled\t-\t-\n", 1), "line 2"},
      {"NoHashAndNoDash", file_of("1 phone enabled  -\n", 1), "line 2"},
      {"NulByte", file_of(std::string{"1\0 phone enabled - -\n", 21}, 1), "line 2"},
      {"OtherHash", with_hash("$6$salt$hash"), "line 2"},
      {"ClearPassword", with_hash("hunter22"), "line 2"},
      {"HashCut", with_hash(kHash.substr(0, kHash.size() - 1)), "line 2"},
      {"HashLonger", with_hash(kHash + "A"), "line 2"},
      {"HashOfMuchMemory", weighty("m=262145,t=1,p=1"), "line 2"},
      {"HashOfAllMemory", weighty("m=99999999999999999999999999,t=1,p=1"), "line 2"},
      {"HashOfManyPasses", weighty("m=64,t=11,p=1"), "line 2"},
      {"HashOfManyLanes", weighty("m=64,t=1,p=2"), "line 2"},
      {"HashOfNoMemory", weighty("m=7,t=1,p=1"), "line 2"},
      {"HashOfNoPass", weighty("m=64,t=0,p=1"), "line 2"},
      {"HashWithASign", weighty("m=-64,t=1,p=1"), "line 2"},
      {"KeysUnsorted", with_keys("9:" + kKey + ";7:" + kKey), "line 2"},
      {"KeysOfOneDeviceTwice", with_keys("7:" + kKey + ";7:" + kKey), "line 2"},
      {"KeyWithoutDevice", with_keys(kKey), "line 2"},
      {"DeviceWithoutKey", with_keys("7:"), "line 2"},
      {"DeviceNull", with_keys("0:" + kKey), "line 2"},
      {"DeviceOfAGateway", with_keys("65000:" + kKey), "line 2"},
      {"KeyOpenEnd", with_keys("7:" + kKey + ";"), "line 2"},
      {"KeyEmptyBetween", with_keys("7:" + kKey + ";;9:" + kKey), "line 2"},
      {"KeyShort", with_keys("7:" + kKey.substr(2)), "line 2"},
      {"KeyInUpperCase", with_keys("7:AA" + kKey), "line 2"},
      {"KeysEmpty", with_keys(""), "line 2"},
      {"KeysOfAService", file_of("r1 resolver enabled - 7:" + kKey + "\n", 1), "line 2"},
      {"OverLongLine",
       file_of("1 phone enabled - " + std::string(limits::kCredentialsLineBytes, 'a') + "\n", 1), "longer"},
  };
}

class DamagedFile : public testing::TestWithParam<Damage> {};

// Half of the users would be worse than yesterday's file: nothing of it is taken, and nothing secret is
// shown.
TEST_P(DamagedFile, IsRefusedAsAWhole) {
  const auto users = parse_credentials(GetParam().text);
  ASSERT_FALSE(users);
  EXPECT_EQ(users.error().code, credentials_errc::damaged);
  const auto message = users.error().message();
  EXPECT_NE(message.find(GetParam().where), std::string::npos) << message;
  for (const auto& secret : {kHash, kHash.substr(kHash.size() - 43), kKey, std::string{"hunter22"}}) {
    EXPECT_EQ(message.find(secret), std::string::npos) << message;
  }
}

INSTANTIATE_TEST_SUITE_P(Credentials, DamagedFile, testing::ValuesIn(damages()),
                         [](const auto& test) { return std::string{test.param.name}; });

// Whatever a copy that stopped half-way holds, it is told from a whole file.
TEST(Credentials, NoBeginningOfAFileIsAFile) {
  const auto whole = file_of(phone_line("1") + phone_line("2"), 2);
  ASSERT_TRUE(parse_credentials(whole));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_FALSE(parse_credentials(std::string_view{whole}.substr(0, length))) << length;
  }
}

// The limits themselves are taken.
TEST(Credentials, TheCostliestHashThatIsAllowedIsTaken) {
  EXPECT_TRUE(parse_credentials(weighty("m=262144,t=10,p=1")));
}

// Reading it would end the test: the memory may not be touched.
TEST(Credentials, AFileOfMoreThan512MiBIsNotEvenRead) {
  constexpr std::size_t kBytes = limits::kCredentialsFileBytes + 1;
  void* const memory = ::mmap(nullptr, kBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  const auto users = parse_credentials({static_cast<const char*>(memory), kBytes});
  ::munmap(memory, kBytes);
  ASSERT_FALSE(users);
  EXPECT_EQ(users.error().code, credentials_errc::too_large);
}

}  // namespace
}  // namespace facet::door
