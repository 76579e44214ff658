#pragma once

#include <variant>
#include <vector>

#include "client/lib/store_groups.h"
#include "schemas/topics.h"

// Local changes as messages to be. Pure.
namespace facet::client {

struct Touch {
  GroupId group;  // kEveryGroup: also groups that this phone does not know yet
  Part part{};
};

// What changes of a contact independently of the rest.
enum class ContactPart : std::int64_t { block = 1, override_setting = 2, stance = 3 };
struct ContactTouch {
  UserId contact;
  ContactPart part{};
};

// One message before it has its revision (and, when it is sent too late, before it gets another).
struct Draft {
  std::variant<GroupsEdit, StatusEdit, WatchEdit, AccountEdit> edit;
  std::vector<Touch> touches{};
  std::vector<ContactTouch> contacts{};
};

// Contacts in one message: a resend over a bad line costs tens of kilobytes, not hundreds.
inline constexpr std::size_t kContactsPerDraft = 4'000;

// As many drafts as the lists need; none for empty lists. `until`: of those in `add`.
std::vector<Draft> draft_members(GroupId group, const std::vector<UserId>& add,
                                 const std::vector<UserId>& remove, Time until = kNoTime);
// Each of `contacts` once, in parts that fit a message.
std::vector<std::vector<UserId>> cut(std::vector<UserId> contacts);

topics::UpKind kind_of(const Draft& draft);
Bytes stamped(const Draft& draft, Revision revision);
// The payload with another revision; nullopt when it is not one of ours.
std::optional<Bytes> restamped(topics::UpKind kind, std::string_view payload, Revision revision);

// Whether nothing is left of `older` once `newer` is taken: a setting until changed covers everything told to
// the group before, one with an end only another one with an end (the base under it stays).
bool covers(const StatusEdit& newer, const StatusEdit& older);

}  // namespace facet::client
