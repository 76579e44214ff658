#include "resolver/pipeline/erasure.h"

#include "resolver/domain/decide.h"
#include "resolver/domain/followers.h"
#include "resolver/pipeline/carry_out.h"
#include "resolver/pipeline/publisher.h"
#include "schemas/topics.h"

namespace facet::resolver {
namespace {

constexpr std::size_t kPage = 500;

struct Cleared {
  Messages messages;
  std::vector<Target> targets;  // the same topics by name: for a broker that comes back from an older save
};

Message emptied(const topics::Topic& topic) {
  return TopicMessage{topics::build(topic), Bytes{}};
}

// What it shows to others, its own copies, and what the broker's plugin says of its devices.
Cleared filled_by(const Presentity& presentity, const Registry& registry) {
  Cleared cleared;
  const UserId user = presentity.id();
  std::vector<UserId> watchers;
  for (const auto& [id, contact] : presentity.contacts()) {
    if (!registry.contains(id)) continue;
    watchers.push_back(id);
    cleared.targets.push_back({TargetKind::withdrawn, user, id.value()});
  }
  if (!watchers.empty()) cleared.messages.push_back(ShowMessage{user, Bytes{}, std::move(watchers), kNoTime});
  for (const auto& [id, group] : presentity.groups()) {
    cleared.messages.push_back(emptied(topics::Own{user, id}));
    cleared.messages.push_back(emptied(topics::OwnMembers{user, id}));
    cleared.targets.push_back({TargetKind::own_group, user, id.value()});
    cleared.targets.push_back({TargetKind::own_members, user, id.value()});
  }
  for (const auto& [id, device] : presentity.devices()) {
    cleared.messages.push_back(emptied(topics::Link{user, id}));
  }
  return cleared;
}

// nullopt: there is nothing (any more) to erase.
Result<std::optional<Cleared>> cleared(Core& core, UserId user) {
  const std::lock_guard lock(core.mutex);
  const auto presentity = core.presentities.get(user);
  if (!presentity) return fail(presentity.error());
  if (!(*presentity)->account().erasing) return std::optional<Cleared>{};
  return std::optional{filled_by(**presentity, core.registry)};
}

// What others show to it.
Status clear_received(Core& core, UserId user, AllTaken& taken) {
  for (UserId after;;) {
    const auto page = core.store.presentities_holding(user, after, kPage);
    if (!page) return fail(page.error());
    Messages messages;
    for (const UserId id : *page) messages.push_back(ShowMessage{id, Bytes{}, {user}, kNoTime});
    send(core, std::move(messages), taken);
    if (page->size() < kPage || taken.failed()) return {};
    after = page->back();
  }
}

// Nobody keeps up to date any more whoever has the number next. Only when the topics are empty, which the
// followed ones are found by.
Status unfollow_all(Core& core, UserId user) {
  while (true) {
    const auto followed = core.store.followed_by(user, kPage);
    if (!followed) return fail(followed.error());
    if (followed->empty()) return {};
    for (const UserId id : *followed) {
      const auto presentity = core.presentities.get(id);
      if (!presentity) return fail(presentity.error());
      const Decision decision = unfollow(**presentity, user, core.shown_at());
      if (const auto done = carry_out(core, **presentity, decision); !done) return fail(done.error());
    }
  }
}

// On the bus's thread, as a rule.
void finish(Core& core, const Mark& mark, const std::vector<Target>& targets) {
  const std::lock_guard lock(core.mutex);
  if (!unfollow_all(core, mark.target.user)) return core.outbox.lost(mark);
  const auto presentity = core.presentities.get(mark.target.user);
  if (!presentity) return core.outbox.lost(mark);
  if ((*presentity)->account().erasing) {
    if (const auto done = carry_out(core, **presentity, finish_erasure(**presentity)); !done)
      return core.fatal(done.error());
    core.counters.counter("accounts_erased").add();
    core.outbox.note(targets);
  }
  core.outbox.taken(mark);
}

}  // namespace

void erase(Core& core, const Mark& mark) {
  const UserId user = mark.target.user;
  auto filled = cleared(core, user);
  std::vector<Target> targets;
  if (filled && *filled) targets = std::move((*filled)->targets);
  AllTaken taken([&core, mark, targets = std::move(targets)](bool all) {
    all ? finish(core, mark, targets) : core.outbox.lost(mark);
  });
  if (!filled) return taken.fail();
  if (!*filled) return;
  core.outbox.forget_shown(user);
  send(core, std::move((*filled)->messages), taken);
  if (!clear_received(core, user, taken)) taken.fail();
}

}  // namespace facet::resolver
