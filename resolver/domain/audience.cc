#include "resolver/domain/audience.h"

#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace facet::resolver {
namespace {

class ByView {
 public:
  void add(UserId watcher, const View& view, Time until) {
    watchers_[{view.activity, view.note, view.changed_at, view.until, until}].push_back(watcher);
  }
  std::vector<Shown> take() {
    std::vector<Shown> result;
    for (auto& [key, watchers] : watchers_) {
      const auto& [activity, note, changed_at, view_until, until] = key;
      result.push_back({View{activity, note, changed_at, view_until}, until, std::move(watchers)});
    }
    return result;
  }

 private:
  std::map<std::tuple<Activity, std::string, Time, Time, Time>, std::vector<UserId>> watchers_;
};

bool depends_on(const Moment& moment, UserId watcher, const Contact& contact, Flip flip) {
  const bool off = moment.depends(watcher, &contact, Overlay::off);
  switch (flip) {
    case Flip::off:
      return off;
    case Flip::call:
      return moment.depends(watcher, &contact, Overlay::in_call);
    case Flip::both:
      return off || moment.depends(watcher, &contact, Overlay::in_call);
  }
  return true;
}

}  // namespace

std::vector<Shown> audience_views(const Presentity& presentity, GroupId group, Time now) {
  if (presentity.existing_group(group) == nullptr) return {};
  const Ruling wanted{group == kOther ? Rule::other : Rule::group, group};
  const Moment moment(presentity, now);
  ByView views;
  for (const auto& [id, contact] : presentity.contacts()) {
    if (moment.ruling(id, &contact) != wanted || !moment.has_topic(id, &contact)) continue;
    views.add(id, moment.view(id, &contact), moment.topic_until(id, &contact));
  }
  return views.take();
}

std::vector<Shown> presence_views(const Presentity& presentity, Flip flip, Time now, Time carried_out) {
  const Moment moment(presentity, now);
  const Moment before(presentity, carried_out);
  ByView views;
  for (const auto& [id, contact] : presentity.contacts()) {
    if (!moment.has_topic(id, &contact)) continue;
    if (depends_on(moment, id, contact, flip) ||
        (before.has_topic(id, &contact) && depends_on(before, id, contact, flip))) {
      views.add(id, moment.view(id, &contact), moment.topic_until(id, &contact));
    }
  }
  return views.take();
}

}  // namespace facet::resolver
