#pragma once

#include <optional>
#include <vector>

#include "resolver/domain/effects.h"
#include "resolver/domain/rules.h"

// Who is shown what, for many watchers at once.
namespace facet::resolver {

struct Shown {
  View view;
  Time until = kNoTime;          // when the topics are to go by themselves; kNoTime: not
  std::vector<UserId> watchers;  // ascending
  bool operator==(const Shown&) const = default;
};

// A group's audience: the contacts whom its setting reaches, by what they see (one entry, as a rule; pinned
// contacts make more). Of `other`: those who follow.
std::vector<Shown> audience_views(const Presentity& presentity, GroupId group, Time now);

// What changed of the automatic statuses: a Target's id with TargetKind::presence.
enum class Flip : std::uint64_t {
  off = 0,   // the presentity went or came back
  call = 1,  // a call began or ended
  both = 2,  // one gave way to the other
};
// Who is to be told, and what: the contacts who are shown another thing by it. Nobody else may be sent
// anything, or that would tell a blocked watcher of the owner's connection. Settings that ended after
// `carried_out` are on the topics still: whoever one of them shows is told too, also when its end is `off`.
std::vector<Shown> presence_views(const Presentity& presentity, Flip flip, Time now, Time carried_out);

}  // namespace facet::resolver
