#include "resolver/pipeline/last_shown.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace facet::resolver {
namespace {

// Of one presentity. A burst, the one that was parked, and another group's in between.
constexpr std::size_t kPublicationsOfOne = 6;

}  // namespace

std::vector<UserId> LastShown::news(const Entry& entry, const ShowMessage& show) {
  std::vector<UserId> looked_for = show.watchers;
  std::vector<UserId> news;
  for (const auto& publication : entry.publications) {
    for (const auto& sent : publication.sent) {
      if (looked_for.empty()) break;
      const bool same = publication.taken && sent.view == show.view && sent.expires_at == show.expires_at;
      std::vector<UserId> rest;
      std::set_difference(looked_for.begin(), looked_for.end(), sent.watchers.begin(), sent.watchers.end(),
                          std::back_inserter(rest));
      if (!same) {
        std::set_intersection(looked_for.begin(), looked_for.end(), sent.watchers.begin(),
                              sent.watchers.end(), std::back_inserter(news));
      }
      looked_for = std::move(rest);
    }
  }
  news.insert(news.end(), looked_for.begin(), looked_for.end());
  std::sort(news.begin(), news.end());
  return news;
}

void LastShown::keep_news(const Mark& mark, Messages& messages) {
  const auto found = entries_.find(mark.target.user);
  Publication publication{mark, {}};
  for (auto& message : messages) {
    auto* show = std::get_if<ShowMessage>(&message);
    if (show == nullptr) continue;
    if (found != entries_.end()) show->watchers = news(*found->second, *show);
    if (!show->watchers.empty()) publication.sent.push_back(*show);
  }
  std::erase_if(messages, [](const Message& message) {
    const auto* show = std::get_if<ShowMessage>(&message);
    return show != nullptr && show->watchers.empty();
  });
  if (!publication.sent.empty()) remember(std::move(publication));
}

void LastShown::count(const Publication& publication, int change) {
  const auto step = static_cast<std::size_t>(change);  // wraps to a subtraction for -1
  publications_ += step;
  for (const auto& sent : publication.sent) watchers_ += step * sent.watchers.size();
}

void LastShown::remember(Publication publication) {
  const UserId presentity = publication.mark.target.user;
  const auto found = entries_.find(presentity);
  if (found == entries_.end()) {
    recent_.push_front({presentity, {}});
    entries_.emplace(presentity, recent_.begin());
  } else {
    recent_.splice(recent_.begin(), recent_, found->second);
  }
  count(publication, 1);
  auto& publications = recent_.front().publications;
  publications.push_front(std::move(publication));
  if (publications.size() > kPublicationsOfOne) {
    count(publications.back(), -1);
    publications.pop_back();
  }
  while (!recent_.empty() && (publications_ > most_publications_ || watchers_ > most_watchers_)) {
    forget(recent_.back().presentity);
  }
}

void LastShown::taken(const Mark& mark) {
  const auto found = entries_.find(mark.target.user);
  if (found == entries_.end()) return;
  for (auto& publication : found->second->publications) {
    if (publication.mark == mark) publication.taken = true;
  }
}

void LastShown::forget(UserId presentity, const std::vector<UserId>& watchers) {
  if (!entries_.contains(presentity)) return;
  // One that nobody ever takes: whoever is found in it first is sent whatever comes.
  Publication unknown{Mark{Target{TargetKind::watcher, presentity, 0}, 0}, {}};
  unknown.sent.push_back(ShowMessage{presentity, {}, watchers});
  remember(std::move(unknown));
}

void LastShown::forget(UserId presentity) {
  const auto found = entries_.find(presentity);
  if (found == entries_.end()) return;
  for (const auto& publication : found->second->publications) count(publication, -1);
  recent_.erase(found->second);
  entries_.erase(found);
}

void LastShown::forget_all() {
  entries_.clear();
  recent_.clear();
  publications_ = watchers_ = 0;
}

}  // namespace facet::resolver
