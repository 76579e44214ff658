#include "resolver/pipeline/request.h"

#include <iterator>

#include "resolver/domain/followers.h"
#include "resolver/domain/rules.h"
#include "resolver/pipeline/carry_out.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

// Of whom one watcher may be kept up to date, one after the other, until it follows as many as it may.
class Following {
 public:
  Following(Core& core, UserId watcher) : core_(core), watcher_(watcher) {}

  Status start(const StatusRequest& request) {
    const auto self = core_.presentities.get(watcher_);
    if (!self) return fail(self.error());
    for (const UserId id : request.presentities) stances_.emplace(id, (*self)->stance(id));
    if (!core_.registry.contains(watcher_)) return {};  // has no retained topics at all
    const auto followed = core_.store.followed_by(watcher_, limits::kFollowedPerUser);
    if (!followed) return fail(followed.error());
    room_ = limits::kFollowedPerUser - followed->size();
    return {};
  }

  // Whom it muted or refused it asks, and no more.
  bool may(UserId presentity) const {
    const Stance stance = stances_.at(presentity);
    return room_ > 0 && stance != Stance::muted && stance != Stance::refused;
  }
  void took_one() { --room_; }

 private:
  Core& core_;
  UserId watcher_;
  std::map<UserId, Stance> stances_;
  std::size_t room_ = 0;
};

}  // namespace

Result<Answered> answer_request(Core& core, UserId watcher, const StatusRequest& request) {
  Answered answered;
  answered.receipt.request = request.correlation;
  answered.receipt.outcome = Outcome::accepted;
  Following following(core, watcher);
  if (auto started = following.start(request); !started) return fail(started.error());
  for (const UserId id : request.presentities) {
    const auto presentity = core.presentities.get(id);
    if (!presentity) return fail(presentity.error());
    answered.receipt.answers.push_back({id, view_of(**presentity, watcher, core.shown_at())});
    if (!following.may(id)) continue;
    Decision decision = follow(**presentity, watcher, core.now(), core.terms());
    if (decision.writes.empty()) continue;
    following.took_one();
    auto marks = carry_out(core, **presentity, std::move(decision));
    if (!marks) return fail(marks.error());
    std::move(marks->begin(), marks->end(), std::back_inserter(answered.marks));
  }
  return answered;
}

}  // namespace facet::resolver
