#include <gtest/gtest.h>

#include <filesystem>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

// What deploy/ ships, as far as it can be judged without being run: a broker's configuration for other
// machines, and the unit of the resolver.
namespace facet::system_test {
namespace {

using namespace testing_support;

const std::string kDeploy = std::string{FACET_SOURCE_DIR} + "/deploy";

Ran conf(std::vector<std::string> options) {
  options.insert(options.begin(), kDeploy + "/lib/mosquitto_conf.sh");
  for (const char* word : {"/etc/facet", "/var/lib/mosquitto", "1883", "mosquitto"})
    options.emplace_back(word);
  return run(options);
}

bool holds(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

TEST(MosquittoConfiguration, ListensOnLoopbackOnlyUnlessMoreIsAskedFor) {
  const Ran made = conf({});
  EXPECT_EQ(made.status, 0);
  EXPECT_TRUE(holds(made.out, "listener 1883 127.0.0.1\n"));
  EXPECT_EQ(made.out.find("\nlistener "), made.out.rfind("\nlistener "));
}

TEST(MosquittoConfiguration, AListenerForOthersIsRefusedWithoutTls) {
  for (const char* address : {"0.0.0.0:8883", "[::]:8883", "192.0.2.7:8883", "broker.example:8883"}) {
    const Ran made = conf({"--listen", address});
    EXPECT_EQ(made.status, 2) << address;
    EXPECT_EQ(made.out, "") << "nothing that could be used by mistake";
    EXPECT_TRUE(holds(made.err, "--tls") && holds(made.err, "--without-tls")) << made.err;
  }
}

TEST(MosquittoConfiguration, WithTlsItHasItsCertificate) {
  const Ran made = conf({"--listen", "0.0.0.0:8883", "--tls", "/etc/certs/full.pem", "/etc/certs/key.pem"});
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_EQ(made.err, "");
  EXPECT_TRUE(holds(made.out,
                    "\nlistener 8883 0.0.0.0\ncertfile /etc/certs/full.pem\nkeyfile /etc/certs/key.pem\n"
                    "tls_version tlsv1.2\n"))
      << made.out;
}

TEST(MosquittoConfiguration, WithoutTlsItSaysSoLoudly) {
  const Ran made = conf({"--listen", "0.0.0.0:8883", "--without-tls"});
  EXPECT_EQ(made.status, 0);
  EXPECT_TRUE(holds(made.err, "WARNING")) << made.err;
  EXPECT_TRUE(holds(made.out, "# WITHOUT TLS")) << made.out;
}

TEST(MosquittoConfiguration, AMistakeIsStatus2) {
  EXPECT_EQ(conf({"--listen"}).status, 2);
  EXPECT_EQ(conf({"--listen", "8883"}).status, 2);
  EXPECT_EQ(conf({"--tls", "a", "b"}).status, 2);
  EXPECT_EQ(conf({"--lisen", "0.0.0.0:8883"}).status, 2);
}

class Unit : public ::testing::Test {
 protected:
  // The program is not installed where tests run; everything else is as it is shipped.
  std::filesystem::path unit() const {
    std::string text = read_file(kDeploy + "/systemd/facet-resolver.service");
    const std::string program = "/usr/bin/facet-resolver";
    const auto at = text.find("ExecStart=" + program);
    if (at == std::string::npos) return {};
    text.replace(at + std::string{"ExecStart="}.size(), program.size(), "/bin/true");
    const auto path = dir_.path() / "facet-resolver.service";
    write_file(path, text);
    return path;
  }
  TempDir dir_;
};

TEST_F(Unit, IsUnderstoodToTheLastLine) {
  const Ran ran = run({"systemd-analyze", "verify", unit()});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out + ran.err, "");
}

// Of 100; 0 is a program that can do nothing at all.
TEST_F(Unit, LeavesTheResolverLittleBesideTheNetwork) {
  const Ran ran =
      run({"systemd-analyze", "security", "--offline=true", "--threshold=11", "--no-pager", unit()});
  EXPECT_EQ(ran.status, 0) << ran.out << ran.err;
}

}  // namespace
}  // namespace facet::system_test
