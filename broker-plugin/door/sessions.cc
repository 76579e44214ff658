#include "broker-plugin/door/sessions.h"

#include <algorithm>

#include "schemas/encode.h"
#include "schemas/topics.h"

namespace facet::door {

void Sessions::came(const void* handle, const Who& who, std::string_view client_id, std::size_t secret,
                    std::uint64_t now_us) {
  const auto [entry, is_new] = by_handle_.try_emplace(handle);
  if (!is_new) return;
  last_ = std::max(last_ + 1, now_us);
  entry->second = {
      who.role, std::string{who.name}, std::string{client_id}, who.user, who.device, who.by_key, secret,
      last_};
  ++count_[static_cast<std::size_t>(who.role)];
  newest_[entry->second.client_id] = last_;
  tell(entry->second, LinkState::connected);
}

void Sessions::left(const void* handle) {
  const auto found = by_handle_.find(handle);
  if (found == by_handle_.end()) return;
  const Session session = std::move(found->second);
  by_handle_.erase(found);
  --count_[static_cast<std::size_t>(session.role)];
  // A client that takes over comes before the one that it takes over from is told to have left.
  const auto newest = newest_.find(session.client_id);
  if (newest == newest_.end() || newest->second != session.number) return;
  newest_.erase(newest);
  tell(session, LinkState::gone);
}

void Sessions::tell(const Session& session, LinkState state) {
  if (session.role != Role::phone) return;
  broker_.publish(topics::build(topics::Link{session.user, session.device}),
                  encode(Link{state, session.number}), /*retain=*/true);
}

}  // namespace facet::door
