#include "resolver/pipeline/alarm.h"

#include <algorithm>
#include <iterator>

#include "resolver/domain/decide.h"
#include "resolver/pipeline/carry_out.h"

namespace facet::resolver {

Result<bool> Alarm::fire_due() {
  constexpr std::size_t kAtOnce = 1'000;
  const std::lock_guard lock(core_.mutex);
  const Time now = to_time(core_.clock.now());
  const auto due = core_.store.due(now, kAtOnce);
  if (!due) return fail(due.error());
  std::vector<Mark> marks;
  for (const auto& timer : *due) {
    auto made = fire(timer, now);
    if (!made) return fail(made.error());
    marks.insert(marks.end(), std::make_move_iterator(made->begin()), std::make_move_iterator(made->end()));
    core_.fired_to = std::max(core_.fired_to, timer.at);
  }
  const bool more = due->size() == kAtOnce;
  if (!more) core_.carried_out = now;
  core_.counters.counter("timers_fired").add(due->size());
  if (!due->empty()) committer_.add({}, {}, std::move(marks));
  return more;
}

Result<std::vector<Mark>> Alarm::fire(const Timer& timer, Time now) {
  const auto presentity = core_.presentities.get(timer.target.user);
  if (!presentity && presentity.error().code != store_errc::damaged) return fail(presentity.error());
  Result<std::vector<Mark>> marks;
  if (presentity) {
    Along along;
    along.fired = timer;
    marks = carry_out(core_, **presentity, decide(**presentity, timer, now, core_.terms()), along);
  } else {
    // Nobody can say what it would show; the others' come due all the same.
    core_.counters.counter("damaged_records").add();
    Commit commit;
    commit.fired = {timer};
    if (auto stored = core_.store.commit(commit); !stored) marks = fail(stored.error());
  }
  if (!marks) core_.fatal(marks.error());
  return marks;
}

}  // namespace facet::resolver
