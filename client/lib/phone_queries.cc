#include <algorithm>
#include <random>
#include <unordered_map>

#include "client/lib/phone_impl.h"
#include "client/lib/refusals.h"
#include "client/lib/store_contact_rules.h"
#include "schemas/limits.h"

// Questions to the resolver: sent by this process, or by the one that is online.
namespace facet::client {
namespace {

using std::chrono::milliseconds;

std::uint64_t random_correlation() {
  std::random_device dice;
  return (std::uint64_t{dice()} << 32 | dice()) | 1;  // 0 means: could not be read
}

// In messages of as many as one may ask for; each presentity once.
std::vector<Question> requests_for(std::vector<UserId> presentities) {
  std::sort(presentities.begin(), presentities.end());
  presentities.erase(std::unique(presentities.begin(), presentities.end()), presentities.end());
  std::vector<Question> requests;
  for (std::size_t at = 0; at < presentities.size(); at += limits::kPresentitiesPerRequest) {
    const auto end = std::min(at + limits::kPresentitiesPerRequest, presentities.size());
    requests.push_back(question(StatusRequest{random_correlation(),
                                              {presentities.begin() + static_cast<std::ptrdiff_t>(at),
                                               presentities.begin() + static_cast<std::ptrdiff_t>(end)}}));
  }
  return requests;
}

Result<bool> all_answered(Store& store, const std::vector<Question>& questions) {
  for (const auto& one : questions) {
    const auto answer = read_answer(store.db(), one.correlation);
    if (!answer) return fail(answer.error());
    if (!*answer) return false;
  }
  return true;
}

tl::unexpected<Error> no_answer() {
  return fail(errc::no_answer, "the resolver does not answer; ask again later");
}

// All pages there are; the questions are taken off the list, answered or not.
Result<std::vector<Receipt>> collect(Store& store, const std::vector<Question>& questions) {
  std::vector<Receipt> all;
  bool missing = false;
  for (const auto& one : questions) {
    auto pages = read_answer(store.db(), one.correlation);
    auto erased = erase_ask(store.db(), one.correlation);
    if (!pages) return fail(pages.error());
    if (!erased) return fail(erased.error());
    missing = missing || !*pages;
    if (*pages) std::move((*pages)->begin(), (*pages)->end(), std::back_inserter(all));
  }
  const auto refusal = std::find_if(
      all.begin(), all.end(), [](const Receipt& page) { return page.outcome == facet::Outcome::refused; });
  if (refusal != all.end()) return fail(errc::refused, explain(*refusal));
  if (missing) return no_answer();
  return all;
}

// As of when an answer of several pages is sure to be.
Revision oldest(const std::vector<Receipt>& pages) {
  Revision oldest = pages.front().revision;
  for (const auto& page : pages) oldest = std::min(oldest, page.revision);
  return oldest;
}

template <typename Rows>
Rows joined(std::vector<Receipt>& pages, Rows Receipt::*rows) {
  Rows all;
  for (auto& page : pages) {
    std::move((page.*rows).begin(), (page.*rows).end(), std::back_inserter(all));
  }
  return all;
}

}  // namespace

Result<std::vector<Receipt>> PhoneImpl::exchange(const std::vector<Question>& questions, milliseconds limit) {
  auto store = Store::open(dir_, profile_);
  if (!store) return fail(store.error());
  for (const auto& one : questions) {
    if (auto added = add_ask(store->db(), one, to_time(clock_())); !added) return fail(added.error());
  }
  Goal goal;
  goal.deadline = std::chrono::steady_clock::now() + std::max(limit, milliseconds{0});
  const auto answered = [&](Store& at) { return all_answered(at, questions); };
  goal.reached = [&](Store& at, const Session&) { return answered(at); };
  const auto waited = online_or_wait(goal, answered);
  auto pages = collect(*store, questions);
  if (!waited) return fail(waited.error());
  return pages;
}

Result<std::vector<Answer>> PhoneImpl::ask(const std::vector<UserId>& presentities, milliseconds limit) {
  if (!std::all_of(presentities.begin(), presentities.end(), [](UserId one) { return one.valid(); })) {
    return fail(errc::bad_value, "a number has 1 to 15 digits, the first not 0");
  }
  if (presentities.empty()) return std::vector<Answer>{};
  auto pages = exchange(requests_for(presentities), limit);
  if (!pages) return fail(pages.error());
  std::unordered_map<UserId, View> views;
  for (auto& [who, view] : joined(*pages, &Receipt::answers)) views.insert_or_assign(who, std::move(view));
  std::vector<Answer> ordered;
  for (const auto who : presentities) {
    const auto view = views.find(who);
    if (view == views.end()) return no_answer();
    ordered.push_back({who, view->second});
  }
  return ordered;
}

Result<std::vector<Receipt>> PhoneImpl::query(QueryKind kind, UserId subject, milliseconds limit) {
  return exchange({question(Query{random_correlation(), kind, subject, 0})}, limit);
}

Result<Seen> PhoneImpl::view_as(UserId contact, milliseconds limit) {
  if (!contact.valid()) return fail(errc::bad_value, "a number has 1 to 15 digits, the first not 0");
  auto pages = query(QueryKind::view_as, contact, limit);
  if (!pages) return fail(pages.error());
  auto seen = joined(*pages, &Receipt::seen);
  if (seen.size() != 1 || seen.front().watcher != contact) return no_answer();
  return std::move(seen.front());
}

Result<std::vector<Seen>> PhoneImpl::watchers(milliseconds limit) {
  auto pages = query(QueryKind::watchers, UserId{}, limit);
  if (!pages) return fail(pages.error());
  auto seen = joined(*pages, &Receipt::seen);
  const std::lock_guard guard(mutex_);
  if (auto adopted = adopt_seen(store_.db(), seen, oldest(*pages)); !adopted) return fail(adopted.error());
  return seen;
}

Result<std::vector<LogEntry>> PhoneImpl::log(milliseconds limit) {
  auto pages = query(QueryKind::log, UserId{}, limit);
  if (!pages) return fail(pages.error());
  return joined(*pages, &Receipt::log);
}

Result<std::vector<Source>> PhoneImpl::sources(milliseconds limit) {
  auto pages = query(QueryKind::sources, UserId{}, limit);
  if (!pages) return fail(pages.error());
  auto sources = joined(*pages, &Receipt::sources);
  const std::lock_guard guard(mutex_);
  auto adopted = adopt_sources(store_.db(), sources, oldest(*pages));
  if (!adopted) return fail(adopted.error());
  return sources;
}

Status PhoneImpl::restore(milliseconds limit) {
  Result<Known> known_now = [&] {
    const std::lock_guard guard(mutex_);
    return known(store_.db());
  }();
  if (!known_now) return fail(known_now.error());
  if (!known_now->rules) {
    if (const auto seen = watchers(limit); !seen) return fail(seen.error());
  }
  if (!known_now->stances) {
    if (const auto shown = sources(limit); !shown) return fail(shown.error());
  }
  return {};
}

}  // namespace facet::client
