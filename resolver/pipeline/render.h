#pragma once

#include <variant>
#include <vector>

#include "resolver/domain/presentity.h"
#include "resolver/pipeline/registry.h"

// From what the store says to what the topics have to hold. Pure but for reading its arguments.
namespace facet::resolver {

// Bus::show.
struct ShowMessage {
  UserId presentity;
  Bytes view;
  std::vector<UserId> watchers;
  Time expires_at = kNoTime;  // gone at the broker then, if nothing replaces it; kNoTime: stays
};
// Bus::publish, retained.
struct TopicMessage {
  std::string topic;
  Bytes payload;
};
using Message = std::variant<ShowMessage, TopicMessage>;
using Messages = std::vector<Message>;

Messages render_audience(const Presentity& presentity, const Registry& registry, GroupId group, Time now);
// Nothing when the watcher is not registered; an empty view when it is and there is nothing to show.
Messages render_watcher(const Presentity& presentity, const Registry& registry, UserId watcher, Time now);
// Whoever's View depends on whether the presentity is there; `carried_out`: see presence_views.
Messages render_presence(const Presentity& presentity, const Registry& registry, Time now, Time carried_out);
Messages render_own_group(const Presentity& presentity, GroupId group);
Messages render_own_members(const Presentity& presentity, GroupId group);
// Every topic of this presentity that is not empty.
Messages render_everything(const Presentity& presentity, const Registry& registry, Time now);

// How many topics a message fills.
std::size_t weight(const Message& message);

}  // namespace facet::resolver
