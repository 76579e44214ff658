#include "resolver/pipeline/registry.h"

namespace facet::resolver {

Status Registry::load(Store& store) {
  constexpr std::size_t kPage = 10'000;
  UserId after;
  while (true) {
    const auto page = store.registered(after, kPage);
    if (!page) return fail(page.error());
    users_.insert(page->begin(), page->end());
    if (page->size() < kPage) return {};
    after = page->back();
  }
}

std::vector<UserId> Registry::only(std::vector<UserId> users) const {
  std::erase_if(users, [this](UserId user) { return !contains(user); });
  return users;
}

}  // namespace facet::resolver
