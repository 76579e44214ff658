#include "resolver/pipeline/alarm.h"

#include "resolver/domain/decide.h"

namespace facet::resolver {

Status Alarm::fire_due() {
  constexpr std::size_t kAtOnce = 1'000;
  const std::lock_guard lock(core_.mutex);
  const auto due = core_.store.due(to_time(core_.clock.now()), kAtOnce);
  if (!due) return fail(due.error());
  if (due->empty()) return {};
  std::vector<Target> dirty;
  for (const auto& timer : *due) {
    const auto presentity = core_.presentities.get(timer.target.user);
    if (!presentity && presentity.error().code == store_errc::damaged) {
      core_.counters.counter("damaged_records").add();
      continue;  // nobody can say what it would show; the others' come due all the same
    }
    if (!presentity) return fail(presentity.error());
    if (still_due(**presentity, timer)) dirty.push_back(timer.target);
  }
  Commit commit;
  commit.fired = *due;
  commit.marks = core_.outbox.stamp(dirty);
  if (auto stored = core_.store.commit(commit); !stored) {
    core_.fatal(stored.error());
    return stored;
  }
  core_.outbox.add(commit.marks);
  core_.fired_to = std::max(core_.fired_to, due->back().at);
  core_.counters.counter("timers_fired").add(due->size());
  committer_.add({}, {}, std::move(commit.marks));
  return {};
}

}  // namespace facet::resolver
