#include "resolver/config/config.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace facet::resolver {
namespace {

namespace fs = std::filesystem;

class ConfigTest : public testing::Test {
 protected:
  ConfigTest() {
    auto pattern = (fs::temp_directory_path() / "facet-config-XXXXXX").string();
    dir_ = ::mkdtemp(pattern.data());
  }
  ~ConfigTest() override { fs::remove_all(dir_); }

  fs::path write(const std::string& name, const std::string& text, mode_t mode = 0600) {
    const auto path = dir_ / name;
    std::ofstream(path, std::ios::binary) << text;
    EXPECT_EQ(::chmod(path.c_str(), mode), 0);
    return path;
  }
  Result<Config> load(const std::string& text) { return load_config(write("resolver.toml", text)); }

  fs::path dir_;
};

// An empty file is a whole configuration: a broker on this machine.
TEST_F(ConfigTest, EmptyFileIsAllDefaults) {
  const auto config = load("");
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->resolver.id, "r1");
  EXPECT_EQ(config->resolver.data_dir, "/var/lib/facet");
  EXPECT_EQ(config->broker.host, "127.0.0.1");
  EXPECT_EQ(config->broker.port, 1883);
  EXPECT_EQ(config->broker.client_id, "facet-resolver-r1");
  EXPECT_EQ(config->broker.mqtt_version, 5);
  EXPECT_TRUE(config->broker.username.empty());
  EXPECT_TRUE(config->broker.password.empty());
  EXPECT_EQ(config->log.level, LogLevel::info);
  EXPECT_EQ(config->log.format, LogFormat::text);
  EXPECT_EQ(config->presence.grace_seconds, 30U);
  EXPECT_EQ(config->limits.publish_per_second, 20'000U);
  EXPECT_EQ(config->damping.seconds, 5U);
  EXPECT_EQ(config->damping.burst, 3U);
  EXPECT_EQ(config->strangers.follow_hours, 24U);
}

// Every key has its effect; files are looked for beside the configuration; the password loses its line end.
TEST_F(ConfigTest, EveryKeyIsRead) {
  write("secret", "horse battery\n");
  write("ca.pem", "x");
  const auto config = load(R"(
    [resolver]
    id = "west-2"
    data_dir = "/srv/facet"
    [broker]
    host = "::1"
    port = 18883
    username = "resolver"
    password_file = "secret"
    ca_file = "ca.pem"
    client_id = "mine"
    mqtt_version = 4
    [log]
    level = "debug"
    format = "json"
    [limits]
    publish_per_second = 500
    [presence]
    grace_seconds = 0
    [damping]
    seconds = 0
    burst = 1
    [strangers]
    follow_hours = 168
  )");
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->resolver.id, "west-2");
  EXPECT_EQ(config->resolver.data_dir, "/srv/facet");
  EXPECT_EQ(config->broker.host, "::1");
  EXPECT_EQ(config->broker.port, 18'883);
  EXPECT_EQ(config->broker.username, "resolver");
  EXPECT_EQ(config->broker.password, "horse battery");
  EXPECT_EQ(config->broker.ca_file, (dir_ / "ca.pem").string());
  EXPECT_EQ(config->broker.client_id, "mine");
  EXPECT_EQ(config->broker.mqtt_version, 4);
  EXPECT_EQ(config->log.level, LogLevel::debug);
  EXPECT_EQ(config->log.format, LogFormat::json);
  EXPECT_EQ(config->limits.publish_per_second, 500U);
  EXPECT_EQ(config->presence.grace_seconds, 0U);
  EXPECT_EQ(config->damping.seconds, 0U);
  EXPECT_EQ(config->damping.burst, 1U);
  EXPECT_EQ(config->strangers.follow_hours, 168U);
}

// What is not said follows from what is.
TEST_F(ConfigTest, DefaultsFollow) {
  write("ca.pem", "x");
  const auto config = load("[resolver]\nid = \"a\"\n[broker]\nca_file = \"ca.pem\"\n");
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->broker.port, 8883);
  EXPECT_EQ(config->broker.client_id, "facet-resolver-a");
}

struct Mistake {
  const char* what;
  const char* text;
  config_errc code;
  const char* says;  // part of the message
};

void PrintTo(const Mistake& mistake, std::ostream* to) {
  *to << mistake.what;
}

class MistakeTest : public ConfigTest, public testing::WithParamInterface<Mistake> {};

const Mistake kMistakes[] = {
    {"TypingErrorInKey", "[broker]\nhots = \"b\"\n", config_errc::unknown_key,
     "resolver.toml:2: broker.hots: not a key of [broker]; did you mean broker.host?"},
    {"KeyLikeNothing", "[log]\n\n\nxyzzy = 1\n", config_errc::unknown_key,
     "resolver.toml:4: log.xyzzy: not a key of [log]"},
    {"TypingErrorInSection", "[loging]\n", config_errc::unknown_key, "did you mean [log]?"},
    {"KeyOutsideOfSections", "host = \"b\"\n", config_errc::unknown_key, "resolver.toml:1: host"},
    {"KeyOfAnotherSection", "[resolver]\nport = 1\n", config_errc::unknown_key,
     "resolver.toml:2: resolver.port: not a key"},
    {"PasswordInTheFile", "[broker]\npassword = \"s\"\n", config_errc::unknown_key, "password_file"},
    {"SectionIsAValue", "log = 3\n", config_errc::wrong_type, "resolver.toml:1: log: must be a table"},
    {"PortIsText", "[broker]\nport = \"1883\"\n", config_errc::wrong_type,
     "resolver.toml:2: broker.port: must be a whole number, is a text"},
    {"HostIsNumber", "[broker]\nhost = 127\n", config_errc::wrong_type, "must be a text in quotes"},
    {"LevelIsBool", "[log]\nlevel = true\n", config_errc::wrong_type, "is true or false"},
    {"PortTooHigh", "[broker]\nport = 65536\n", config_errc::out_of_range,
     "resolver.toml:2: broker.port: must be 1 to 65535, is 65536"},
    {"PortZero", "[broker]\nport = 0\n", config_errc::out_of_range, "must be 1 to 65535"},
    {"VersionThree", "[broker]\nmqtt_version = 3\n", config_errc::out_of_range, "must be 4 to 5"},
    {"HostWithScheme", "[broker]\nhost = \"tcp://b\"\n", config_errc::out_of_range,
     "host name or an address"},
    {"HostEmpty", "[broker]\nhost = \"\"\n", config_errc::out_of_range, "host name or an address"},
    {"IdInCapitals", "[resolver]\nid = \"West\"\n", config_errc::out_of_range, "a-z"},
    {"IdTooLong", "[resolver]\nid = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n", config_errc::out_of_range,
     "1 to 32"},
    {"ClientIdWithControl", "[broker]\nclient_id = \"a\\u0001\"\n", config_errc::out_of_range, "control"},
    {"LevelUnknown", "[log]\nlevel = \"loud\"\n", config_errc::out_of_range, "\"warning\""},
    {"FormatUnknown", "[log]\nformat = \"xml\"\n", config_errc::out_of_range, "\"json\""},
    {"RateTooLow", "[limits]\npublish_per_second = 1\n", config_errc::out_of_range, "must be 100 to 1000000"},
    {"GraceOfADay", "[presence]\ngrace_seconds = 86400\n", config_errc::out_of_range, "must be 0 to 3600"},
    {"DampedForLong", "[damping]\nseconds = 61\n", config_errc::out_of_range,
     "resolver.toml:2: damping.seconds: must be 0 to 60, is 61"},
    {"DampedForLessThanNothing", "[damping]\nseconds = -1\n", config_errc::out_of_range, "must be 0 to 60"},
    {"DampedForAFraction", "[damping]\nseconds = 0.5\n", config_errc::wrong_type, "a number with a fraction"},
    {"NoBurst", "[damping]\nburst = 0\n", config_errc::out_of_range, "damping.burst: must be 1 to 100, is 0"},
    {"DampingUnknown", "[damping]\nsecond = 5\n", config_errc::unknown_key, "did you mean damping.seconds?"},
    {"FollowForNothing", "[strangers]\nfollow_hours = 0\n", config_errc::out_of_range,
     "resolver.toml:2: strangers.follow_hours: must be 1 to 168, is 0"},
    {"FollowForLong", "[strangers]\nfollow_hours = 169\n", config_errc::out_of_range, "must be 1 to 168"},
    {"NotToml", "[broker]\nhost = \n", config_errc::syntax, "resolver.toml:2"},
    {"TwiceTheSame", "[log]\nlevel = \"info\"\nlevel = \"debug\"\n", config_errc::syntax, "resolver.toml:3"},
    {"PasswordFileAbsent", "[broker]\nusername = \"r\"\npassword_file = \"nowhere\"\n",
     config_errc::unreadable, "resolver.toml:3: broker.password_file"},
    {"PasswordWithoutUser", "[broker]\npassword_file = \"x\"\n", config_errc::out_of_range,
     "broker.username"},
    {"CaFileAbsent", "[broker]\nca_file = \"nowhere.pem\"\n", config_errc::unreadable, "nowhere.pem"},
    {"FirstOfTwo", "[broker]\nport = 0\n[log]\nlevel = 1\n", config_errc::out_of_range, "broker.port"},
};

// Every mistake is told with its place and the next step.
TEST_P(MistakeTest, IsTold) {
  const auto config = load(GetParam().text);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, GetParam().code) << config.error().message();
  EXPECT_NE(config.error().message().find(GetParam().says), std::string::npos) << config.error().message();
}

INSTANTIATE_TEST_SUITE_P(Config, MistakeTest, testing::ValuesIn(kMistakes),
                         [](const auto& tested) { return std::string(tested.param.what); });

// A file that is not there is not an empty one.
TEST_F(ConfigTest, AbsentFileIsAnError) {
  const auto config = load_config(dir_ / "nowhere.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().code, config_errc::unreadable) << config.error().message();
  EXPECT_NE(config.error().detail.find("nowhere.toml"), std::string::npos);
  EXPECT_FALSE(load_config(dir_)) << "a folder is no configuration";
}

// A password that others on the machine can read, or change, is refused; the error says what to do and does
// not show it.
TEST_F(ConfigTest, PasswordFileMustBeOurs) {
  const std::string text = "[broker]\nusername = \"r\"\npassword_file = \"secret\"\n";
  for (const mode_t mode : {0640, 0604, 0620, 0602, 0666, 0610}) {
    write("secret", "horse\n", mode);
    const auto config = load(text);
    ASSERT_FALSE(config) << std::oct << mode;
    EXPECT_EQ(config.error().code, config_errc::unsafe_password_file) << config.error().message();
    EXPECT_NE(config.error().detail.find("chmod 600"), std::string::npos);
    EXPECT_EQ(config.error().detail.find("horse"), std::string::npos);
  }
  for (const mode_t mode : {0600, 0400}) {
    write("secret", "horse\n", mode);
    EXPECT_TRUE(load(text)) << std::oct << mode;
    ::unlink((dir_ / "secret").c_str());
  }
}

// One line, not empty, not endless; its bytes otherwise as they are.
TEST_F(ConfigTest, PasswordFileHoldsOneLine) {
  const std::string text = "[broker]\nusername = \"r\"\npassword_file = \"secret\"\n";
  for (const std::string& content : {std::string(), std::string("\n\n"), std::string("a\nb\n"),
                                     std::string(1'025, 'x'), std::string(100'000, 'x')}) {
    write("secret", content);
    const auto config = load(text);
    ASSERT_FALSE(config) << content.size();
    EXPECT_EQ(config.error().code, config_errc::out_of_range) << config.error().message();
  }
  const std::string odd = " p\xC3\xA4ss\tword ";
  write("secret", odd + "\r\n");
  const auto config = load(text);
  ASSERT_TRUE(config) << config.error().message();
  EXPECT_EQ(config->broker.password, odd);
  ::mkdir((dir_ / "folder").c_str(), 0700);
  EXPECT_FALSE(load("[broker]\nusername = \"r\"\npassword_file = \"folder\"\n"));
}

// The example that is shipped is valid, as it stands and with every key taken out of its comment, and its
// values are the defaults.
TEST_F(ConfigTest, ShippedExampleIsTheDefaults) {
  std::ifstream file(FACET_SOURCE_DIR "/deploy/resolver.toml.example");
  const std::string example{std::istreambuf_iterator<char>(file), {}};
  ASSERT_FALSE(example.empty());
  ASSERT_TRUE(load(example)) << load(example).error().message();

  std::istringstream lines(example);
  std::string all;
  std::size_t keys = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto equals = line.find(" = ");
    const bool key = line.starts_with("# ") && equals != std::string::npos &&
                     line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", 2) == equals;
    keys += key ? 1 : 0;
    all += (key ? line.substr(2) : line) + "\n";
  }
  EXPECT_EQ(keys, 16U) << "every key stands in the example";
  write("resolver.password", "x");
  write("ca.pem", "x");
  const auto config = load(all);
  ASSERT_TRUE(config) << config.error().message();
  const auto defaults = load("");
  EXPECT_EQ(config->resolver.id, defaults->resolver.id);
  EXPECT_EQ(config->resolver.data_dir, defaults->resolver.data_dir);
  EXPECT_EQ(config->broker.host, defaults->broker.host);
  EXPECT_EQ(config->broker.port, defaults->broker.port);
  EXPECT_EQ(config->broker.client_id, defaults->broker.client_id);
  EXPECT_EQ(config->broker.mqtt_version, defaults->broker.mqtt_version);
  EXPECT_EQ(config->log.level, defaults->log.level);
  EXPECT_EQ(config->log.format, defaults->log.format);
  EXPECT_EQ(config->limits.publish_per_second, defaults->limits.publish_per_second);
  EXPECT_EQ(config->presence.grace_seconds, defaults->presence.grace_seconds);
  EXPECT_EQ(config->damping.seconds, defaults->damping.seconds);
  EXPECT_EQ(config->damping.burst, defaults->damping.burst);
  EXPECT_EQ(config->strangers.follow_hours, defaults->strangers.follow_hours);
}

}  // namespace
}  // namespace facet::resolver
