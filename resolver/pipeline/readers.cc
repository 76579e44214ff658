#include "resolver/pipeline/readers.h"

#include <algorithm>

namespace facet::resolver {
namespace {

bool has_asked(const Presentity& presentity, UserId watcher) {
  const auto* contact = presentity.contact(watcher);
  return contact != nullptr && contact->own.asked;
}

}  // namespace

bool Readers::takes(const Standing& standing, bool asked, bool strangers) {
  if (standing.stance != Stance::none) return standing.stance == Stance::accepted;
  return standing.knows || asked || strangers;
}

Result<std::vector<UserId>> Readers::only(const Presentity& presentity, std::vector<UserId> watchers) const {
  std::erase_if(watchers, [this](UserId watcher) { return !registry_.contains(watcher); });
  if (watchers.empty()) return watchers;
  const auto standings = store_.standings(presentity.id(), watchers);
  if (!standings) return fail(standings.error());
  std::vector<UserId> takers;
  takers.reserve(watchers.size());
  for (std::size_t i = 0; i < watchers.size(); ++i) {
    const UserId watcher = watchers[i];
    if (takes((*standings)[i], has_asked(presentity, watcher), registry_.takes_strangers(watcher)))
      takers.push_back(watcher);
  }
  return takers;
}

Result<bool> Readers::takes(const Presentity& presentity, UserId watcher) const {
  const auto takers = only(presentity, {watcher});
  if (!takers) return fail(takers.error());
  return !takers->empty();
}

}  // namespace facet::resolver
