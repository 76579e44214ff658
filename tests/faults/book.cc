#include "tests/faults/book.h"

#include <charconv>

#include "schemas/decode.h"
#include "schemas/encode.h"

namespace facet::fault_test {
namespace {

constexpr std::uint64_t kFirstContact = 8'615'000'000'000;  // nobody's: they are only ever members
constexpr Activity kActivities[] = {Activity::busy,     Activity::meeting,  Activity::free,
                                    Activity::driving,  Activity::away,     Activity::holiday,
                                    Activity::sleeping, Activity::available};

Activity activity_of(std::uint64_t number) {
  return kActivities[number / 4 % std::size(kActivities)];
}

// "f17": what Family was told by change 17.
std::string note_of(char group, std::uint64_t number) {
  return group + std::to_string(number);
}

std::optional<std::uint64_t> number_of(std::string_view note) {
  std::uint64_t number = 0;
  const auto read = std::from_chars(note.data() + 1, note.data() + note.size(), number);
  return read.ptr == note.data() + note.size() ? std::optional{number} : std::nullopt;
}

GroupEdit group(GroupId id, std::vector<UserId> add, std::vector<UserId> remove = {}) {
  GroupEdit edit;
  edit.group = id;
  edit.add = std::move(add);
  edit.remove = std::move(remove);
  return edit;
}

}  // namespace

Book::Book(UserId owner, std::map<UserId, Place> watchers) : owner_(owner), watchers_(std::move(watchers)) {}

std::vector<Change> Book::beginnings() const {
  GroupEdit family = group(kFamily, {});
  family.name = "Family";
  family.rank = 1;
  GroupEdit colleagues = group(kColleagues, {});
  colleagues.name = "Colleagues";
  colleagues.rank = 2;
  StatusEdit block;
  for (const auto& [watcher, place] : watchers_) {
    (place == Place::colleagues ? colleagues : family).add.push_back(watcher);
    if (place == Place::blocked) block.block.push_back(watcher);
  }
  // The block first: there is nothing that the blocked one could ever have been shown.
  return {{topics::UpKind::status, block, {}},
          {topics::UpKind::groups, {}, {Revision{}, {std::move(family), std::move(colleagues)}}}};
}

Change Book::next() {
  const std::lock_guard lock(mutex_);
  const std::uint64_t number = ++begun_;
  const Activity activity = activity_of(number);
  switch (number % 4) {
    case 1:
      family_ = {activity, note_of('f', number)};
      return {
          topics::UpKind::status, {.revision = {}, .settings = {{kFamily, {activity, family_.note}}}}, {}};
    case 2:
      colleagues_ = {activity, note_of('c', number)};
      return {topics::UpKind::status,
              {.revision = {}, .settings = {{kColleagues, {activity, colleagues_.note}}}},
              {}};
    case 3: {
      const UserId contact{kFirstContact + number};
      added_.insert(contact);
      return {topics::UpKind::groups, {}, {Revision{}, {group(kColleagues, {contact})}}};
    }
    default: {
      wanders_in_family_ = !wanders_in_family_;
      std::vector<UserId> who;
      for (const auto& [watcher, place] : watchers_) {
        if (place == Place::wandering) who.push_back(watcher);
      }
      const GroupId to = wanders_in_family_ ? kFamily : kColleagues;
      const GroupId from = wanders_in_family_ ? kColleagues : kFamily;
      return {topics::UpKind::groups, {}, {Revision{}, {group(to, who), group(from, {}, who)}}};
    }
  }
}

void Book::accepted() {
  const std::lock_guard lock(mutex_);
  ++receipts_;
}

std::uint64_t Book::begun() const {
  const std::lock_guard lock(mutex_);
  return begun_;
}

std::uint64_t Book::receipts() const {
  const std::lock_guard lock(mutex_);
  return receipts_;
}

Book::Told Book::told(UserId watcher) const {
  switch (watchers_.at(watcher)) {
    case Place::family:
      return family_;
    case Place::colleagues:
      return colleagues_;
    case Place::wandering:
      return wanders_in_family_ ? family_ : colleagues_;
    case Place::blocked:
      break;
  }
  return {};
}

// Since when is the resolver's to say, but for `off`, which never carries a time.
Bytes Book::view_of(UserId watcher, const Bytes& like) const {
  const std::lock_guard lock(mutex_);
  const Told told = this->told(watcher);
  View view{told.activity, told.note};
  const auto shown = decode_view(like);
  if (told.activity != Activity::off && shown) view.changed_at = shown->changed_at;
  return encode(view);
}

std::set<UserId> Book::colleagues() const {
  const std::lock_guard lock(mutex_);
  std::set<UserId> all = added_;
  for (const auto& [watcher, place] : watchers_) {
    if (place == Place::colleagues || (place == Place::wandering && !wanders_in_family_)) all.insert(watcher);
  }
  return all;
}

std::optional<std::string> Book::wrong(Place place, const Shown& shown, std::uint64_t& newest) const {
  if (place == Place::blocked) {
    if (shown.view == encode(View{Activity::off, {}, kNoTime, kNoTime})) return std::nullopt;
    const auto view = decode_view(shown.view);
    return "a blocked watcher is shown " +
           (view ? std::string{name(view->activity)} + " " + view->note : "nothing");
  }
  if (shown.view.empty()) return "the View is taken away";
  const auto view = decode_view(shown.view);
  if (!view) return "what is no View";
  if (view->activity == Activity::off) {
    if (newest == 0) return std::nullopt;
    return "off, after change " + std::to_string(newest);
  }
  const auto number = number_of(view->note);
  if (!number || *number > begun_ || activity_of(*number) != view->activity)
    return "a status nobody set: " + view->note;
  const char group = view->note.front();
  if ((place == Place::family && group != 'f') || (place == Place::colleagues && group != 'c')) {
    return "another group's status: " + view->note;
  }
  if (place != Place::wandering && *number < newest && !shown.replayed) {
    return view->note + " after " + std::to_string(newest);
  }
  newest = std::max(newest, *number);
  return std::nullopt;
}

std::vector<std::string> Book::wrong(UserId watcher, const std::vector<Shown>& history) const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> all;
  std::uint64_t newest = 0;
  for (const auto& shown : history) {
    if (shown.presentity != owner_) continue;
    if (auto what = wrong(watchers_.at(watcher), shown, newest))
      all.push_back(watcher.digits() + ": " + *what);
  }
  return all;
}

}  // namespace facet::fault_test
