#include "resolver/pipeline/registry.h"

namespace facet::resolver {
namespace {

constexpr std::size_t kPage = 10'000;

}  // namespace

Status Registry::load(Store& store) {
  for (UserId after;;) {
    const auto page = store.registered(after, kPage);
    if (!page) return fail(page.error());
    users_.insert(page->begin(), page->end());
    if (page->size() < kPage) break;
    after = page->back();
  }
  for (UserId after;;) {
    const auto page = store.accounts(after, kPage);
    if (!page) return fail(page.error());
    for (const auto& [user, account] : *page) note(user, account);
    if (page->size() < kPage) return {};
    after = page->back().first;
  }
}

void Registry::note(UserId user, const Account& account) {
  if (account.strangers == Strangers::take) {
    take_strangers_.insert(user);
  } else {
    take_strangers_.erase(user);
  }
  if (account.erased != Revision{}) formers_[user] = account.erased.made_at();
}

}  // namespace facet::resolver
