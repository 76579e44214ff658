#include "resolver/pipeline/alarm.h"

#include <charconv>
#include <iterator>
#include <string>

#include "resolver/domain/decide.h"
#include "resolver/pipeline/carry_out.h"

namespace facet::resolver {
namespace {

constexpr std::string_view kNote = "fired_to";  // seconds since 1970
// As with phones' clocks: what lies further ahead was no clock's time. Believed, it would end everything
// early.
constexpr std::chrono::hours kBelieved{24};

}  // namespace

Status Alarm::start() {
  const auto note = core_.store.note(kNote);
  if (!note) return fail(note.error());
  if (!*note) return {};
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars((*note)->data(), (*note)->data() + (*note)->size(), seconds);
  if (error != std::errc{} || end != (*note)->data() + (*note)->size())
    return fail(store_errc::damaged, "the note 'fired_to' is no time");
  const Time fired_to{std::chrono::seconds{seconds}};
  const std::lock_guard lock(core_.mutex);
  const Time now = to_time(core_.clock.now());
  if (fired_to > now + kBelieved) {
    core_.log.warning("the clock was more than a day ahead of now; what ended by it may be shown again", {});
  } else {
    core_.fired_to = fired_to;
  }
  return {};
}

Status Alarm::remember(const std::vector<Timer>& due) {
  const Time latest = due.back().at;
  if (latest <= core_.fired_to) return {};
  core_.fired_to = latest;
  return core_.store.put_note(kNote, std::to_string(latest.time_since_epoch().count()));
}

Result<bool> Alarm::fire_due() {
  constexpr std::size_t kAtOnce = 1'000;
  const std::lock_guard lock(core_.mutex);
  const Time now = core_.shown_at();
  const auto due = core_.store.due(now, kAtOnce);
  if (!due) return fail(due.error());
  std::vector<Mark> marks;
  if (!due->empty()) {
    if (auto remembered = remember(*due); !remembered) return fail(remembered.error());
  }
  for (const auto& timer : *due) {
    auto made = fire(timer, now);
    if (!made) return fail(made.error());
    marks.insert(marks.end(), std::make_move_iterator(made->begin()), std::make_move_iterator(made->end()));
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
