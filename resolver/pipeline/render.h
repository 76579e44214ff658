#pragma once

#include <variant>
#include <vector>

#include "resolver/domain/audience.h"
#include "resolver/domain/presentity.h"
#include "resolver/pipeline/readers.h"

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

// To watchers who take it (readers.h) and nobody else. Errors are the store's.
Result<Messages> render_audience(const Presentity& presentity, const Readers& readers, GroupId group,
                                 Time now);
// Nothing when the watcher does not take it; an empty view when it does and there is nothing to show.
Result<Messages> render_watcher(const Presentity& presentity, const Readers& readers, UserId watcher,
                                Time now);
// An empty view, unless the watcher takes it.
Result<Messages> render_withdrawn(const Presentity& presentity, const Readers& readers, UserId watcher,
                                  Time now);
// Whoever's View depends on `flip`; `carried_out`: see presence_views.
Result<Messages> render_presence(const Presentity& presentity, const Readers& readers, Flip flip, Time now,
                                 Time carried_out);
Messages render_own_group(const Presentity& presentity, GroupId group);
Messages render_own_members(const Presentity& presentity, GroupId group);
// Every topic of this presentity that is not empty.
Result<Messages> render_everything(const Presentity& presentity, const Readers& readers, Time now);

// How many topics a message fills.
std::size_t weight(const Message& message);

}  // namespace facet::resolver
