#include "tests/unit/admin/run_admin.h"

#include <gtest/gtest.h>

#include <sstream>

#include "broker-plugin/admin/app.h"
#include "broker-plugin/admin/errc.h"
#include "broker-plugin/credentials/credentials_file.h"
#include "tests/support/process.h"

namespace facet::admin::test {

Ran Bench::bare(const std::vector<std::string>& words) {
  std::istringstream in{input};
  std::ostringstream out;
  std::ostringstream err;
  World world{in,
              out,
              err,
              in_is_terminal,
              out_is_terminal,
              [this](const char* name) {
                const auto found = env.find(name);
                return found == env.end() ? std::nullopt : std::optional{found->second};
              },
              [this](const std::string& question) -> Result<std::string> {
                asked.push_back(question);
                if (typed.empty()) return fail(errc::no_password, "nobody types");
                auto answer = typed.front();
                typed.pop_front();
                return answer;
              },
              lock_wait};
  std::vector<const char*> argv{"facet-admin"};
  for (const auto& word : words) argv.push_back(word.c_str());
  const int exit = run_admin(static_cast<int>(argv.size()), argv.data(), world);
  return {exit, out.str(), err.str()};
}

Ran Bench::admin(const std::vector<std::string>& words) {
  std::vector<std::string> all{"--file", file.string()};
  all.insert(all.end(), words.begin(), words.end());
  return bare(all);
}

door::Credentials Bench::users() const {
  auto users = door::load_credentials(file);
  EXPECT_TRUE(users) << users.error().message();
  return users ? std::move(*users) : door::Credentials{};
}

std::string Bench::write(const std::string& name, const std::string& text) const {
  const auto path = dir.path() / name;
  testing_support::write_file(path, text);
  return path;
}

}  // namespace facet::admin::test
