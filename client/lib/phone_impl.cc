#include "client/lib/phone_impl.h"

#include "client/lib/changes.h"
#include "client/lib/group_names.h"
#include "client/lib/paho_link.h"
#include "client/lib/store_contact_rules.h"
#include "client/lib/store_contacts.h"
#include "client/lib/store_members.h"
#include "client/lib/store_views.h"

// What works without a network.
namespace facet::client {

using Guard = std::lock_guard<std::mutex>;

Result<std::unique_ptr<Phone>> Phone::open(const std::filesystem::path& dir) {
  return PhoneImpl::open(dir, make_paho_link, [] {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  });
}

Result<std::unique_ptr<Phone>> PhoneImpl::open(const std::filesystem::path& dir, LinkMaker make_link,
                                               Clock clock) {
  auto profile = load_profile(dir);
  if (!profile) return fail(profile.error());
  auto store = Store::open(dir, *profile);
  if (!store) return fail(store.error());
  const auto told = last_outcome(store->db());
  if (!told) return fail(told.error());
  return std::make_unique<PhoneImpl>(dir, std::move(*profile), std::move(*store), std::move(make_link),
                                     std::move(clock), *told);
}

PhoneImpl::PhoneImpl(std::filesystem::path dir, Profile profile, Store store, LinkMaker make_link,
                     Clock clock, std::int64_t told)
    : dir_(std::move(dir)),
      profile_(std::move(profile)),
      make_link_(std::move(make_link)),
      clock_(std::move(clock)),
      store_(std::move(store)),
      told_(told) {}

Status PhoneImpl::put_contacts(const std::vector<Contact>& contacts) {
  const Guard guard(mutex_);
  return client::put_contacts(store_, contacts, clock_());
}

Result<std::vector<Contact>> PhoneImpl::contacts() const {
  const Guard guard(mutex_);
  return read_contacts(store_.db());
}

Result<Group> PhoneImpl::shown(GroupRow row) const {
  const Time now = to_time(clock_());
  auto members = read_members(store_.db(), row.id, now);
  auto schedule = read_schedule(store_.db(), row.id);
  if (!members) return fail(members.error());
  if (!schedule) return fail(schedule.error());
  if (row.temporary && row.temporary->until <= now) row.temporary.reset();
  return Group{row.id,
               std::move(row.name),
               row.rank,
               std::move(row.base),
               std::move(row.temporary),
               std::move(members->members),
               std::move(members->untils),
               row.automatics,
               std::move(*schedule)};
}

Result<std::vector<Group>> PhoneImpl::groups() const {
  const Guard guard(mutex_);
  std::vector<Group> groups;
  auto read = store_.db().atomically([&]() -> Status {
    auto rows = read_groups(store_.db());
    if (!rows) return fail(rows.error());
    for (auto& row : *rows) {
      auto group = shown(std::move(row));
      if (!group) return fail(group.error());
      groups.push_back(std::move(*group));
    }
    return {};
  });
  if (!read) return fail(read.error());
  return groups;
}

Result<Group> PhoneImpl::group_named(std::string_view name) const {
  const Guard guard(mutex_);
  auto rows = read_groups(store_.db());
  if (!rows) return fail(rows.error());
  for (auto& row : *rows) {
    if (folded(row.id == kOther ? kOtherName : row.name) == folded(name)) return shown(std::move(row));
  }
  return fail(errc::no_such_group, "'" + std::string{name} + "'; see `facet group list`");
}

Result<GroupId> PhoneImpl::create_group(std::string_view name, std::optional<std::uint16_t> rank) {
  const Guard guard(mutex_);
  return client::create_group(store_, name, rank, clock_());
}

Status PhoneImpl::rename_group(GroupId group, std::string_view name) {
  const Guard guard(mutex_);
  return client::rename_group(store_, group, name, clock_());
}

Status PhoneImpl::rank_group(GroupId group, std::uint16_t rank) {
  const Guard guard(mutex_);
  return client::rank_group(store_, group, rank, clock_());
}

Status PhoneImpl::delete_group(GroupId group) {
  const Guard guard(mutex_);
  return client::delete_group(store_, group, clock_());
}

Status PhoneImpl::add_members(GroupId group, const std::vector<UserId>& members, Time until) {
  const Guard guard(mutex_);
  return client::add_members(store_, group, members, until, clock_());
}

Status PhoneImpl::remove_members(GroupId group, const std::vector<UserId>& members) {
  const Guard guard(mutex_);
  return client::remove_members(store_, group, members, clock_());
}

Status PhoneImpl::set_status(const std::vector<GroupId>& groups, const Setting& setting) {
  const Guard guard(mutex_);
  return client::set_status(store_, groups, setting, clock_());
}

Result<std::vector<ContactView>> PhoneImpl::views() const {
  const Guard guard(mutex_);
  return read_views(store_.db(), to_time(clock_()));
}

Result<std::size_t> PhoneImpl::waiting() const {
  const Guard guard(mutex_);
  return count_pending(store_.db());
}

}  // namespace facet::client
