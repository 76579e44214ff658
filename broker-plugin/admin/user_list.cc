#include "broker-plugin/admin/user_list.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <unordered_set>

#include "broker-plugin/admin/errc.h"
#include "broker-plugin/admin/typed.h"

namespace facet::admin {
namespace {

std::string_view take(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto field = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return field;
}

Result<ListedUser> parse_line(std::string_view line) {
  const auto name = typed_name(std::string{take(line, ' ')});
  if (!name) return fail(name.error());
  const auto role = typed_role(std::string{take(line, ' ')}, *name);
  if (!role) return fail(role.error());
  if (const auto good = door::check_password(line); !good) return fail(good.error());
  return ListedUser{{*name, *role, true, {}, {}}, std::string{line}};
}

}  // namespace

Result<std::vector<ListedUser>> parse_user_list(std::string_view text) {
  std::vector<ListedUser> users;
  std::unordered_set<std::string> seen;
  for (std::size_t number = 1; !text.empty(); ++number) {
    auto line = take(text, '\n');
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty() || line.front() == '#') continue;
    const auto bad = [number](const std::string& what) {
      return fail(errc::bad_list, "line " + std::to_string(number) + ": " + what);
    };
    auto user = parse_line(line);
    if (!user) return bad(sentence_of(user.error()));
    if (!seen.insert(user->user.name).second) return bad("a user who stands above already");
    users.push_back(std::move(*user));
  }
  if (users.empty()) return fail(errc::bad_list, "the list is empty; a line of it is NAME ROLE PASSWORD");
  return users;
}

Status hash_passwords(std::vector<ListedUser>& users, door::HashCost cost) {
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  const auto work = [&] {
    for (std::size_t i = next++; i < users.size() && !failed; i = next++) {
      auto hash = door::hash_password(users[i].password, cost);
      if (!hash) {
        failed = true;
        return;
      }
      users[i].user.password_hash = std::move(*hash);
    }
  };
  {
    std::vector<std::jthread> others;
    const std::size_t threads = std::min<std::size_t>(std::thread::hardware_concurrency(), users.size());
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  if (failed)
    return fail(errc::bad_list, "no memory to hash the passwords with; 19 MiB a processor are needed");
  return {};
}

}  // namespace facet::admin
