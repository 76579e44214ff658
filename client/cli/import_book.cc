#include "client/cli/import_book.h"

#include <fstream>
#include <set>

#include "client/cli/progress.h"
#include "client/cli/tr.h"
#include "schemas/limits.h"

namespace facet::cli {
namespace {

using client::Phone;

// One byte more than allowed is enough to see that there are too many.
std::string read_up_to(std::istream& in, std::size_t limit) {
  std::string text;
  char block[64 * 1024];
  while (text.size() <= limit && (in.read(block, sizeof block), in.gcount() > 0)) {
    text.append(block, static_cast<std::size_t>(in.gcount()));
  }
  return text;
}

tl::unexpected<Error> over(std::string_view limit, std::size_t most, std::string_view what) {
  return fail(client::errc::over_limit, tr("{0}: {1} at most, {2}", limit, most, what));
}

// Members that are in the group already do not count again.
std::size_t size_with(const client::Group& group, const std::vector<UserId>& members) {
  std::set<UserId> all(group.members.begin(), group.members.end());
  all.insert(members.begin(), members.end());
  return all.size();
}

Status put_group(Phone& phone, const ImportedGroup& group) {
  const auto existing = phone.group_named(group.name);
  if (existing) return phone.add_members(existing->id, group.members);
  const auto created = phone.create_group(group.name);
  if (!created) return fail(created.error());
  return phone.add_members(*created, group.members);
}

}  // namespace

Result<std::string> read_book(const Context& context, const std::string& file) {
  std::string text;
  bool failed = false;
  if (file == "-") {
    text = read_up_to(context.world.in, limits::kVcardFileBytes);
    failed = context.world.in.bad();
  } else {
    std::ifstream in(file, std::ios::binary);
    failed = !in;
    if (!failed) text = read_up_to(in, limits::kVcardFileBytes);
    failed = failed || in.bad();
  }
  if (failed) return fail(errc::unreadable, tr("'{}' cannot be read; check its name and rights", file));
  return text;
}

Result<std::vector<ImportedGroup>> match_groups(const contacts::ImportPlan& plan, const Phone& phone) {
  const auto groups = phone.groups();
  if (!groups) return fail(groups.error());
  std::vector<ImportedGroup> matched;
  std::size_t count = groups->size();  // with `other`, which is none of the owner's
  for (const auto& [name, members] : plan.groups) {
    const auto existing = phone.group_named(name);
    if (!existing && existing.error().code != client::errc::no_such_group) return fail(existing.error());
    const std::size_t size = existing ? size_with(*existing, members) : members.size();
    if (size > limits::kMembersPerGroup) return over("members_per_group", limits::kMembersPerGroup, name);
    if (!existing) ++count;
    matched.push_back({existing ? existing->name : name, !existing, members});
  }
  if (count > limits::kGroupsPerUser + 1) {
    return over("groups_per_user", limits::kGroupsPerUser,
                tr("with the file's groups there would be {}", count - 1));
  }
  return matched;
}

Status carry_out(const Context& context, Phone& phone, const contacts::ImportPlan& plan,
                 const std::vector<ImportedGroup>& groups) {
  const std::string what = tr("Importing");
  const Progress progress{context.world, what};
  std::vector<client::Contact> people;
  people.reserve(plan.contacts.size());
  for (const auto& contact : plan.contacts) people.push_back({contact.number, contact.name});
  if (auto put = phone.put_contacts(people); !put) return put;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    progress.at(i, groups.size());
    if (auto put = put_group(phone, groups[i]); !put) return put;
  }
  return {};
}

}  // namespace facet::cli
