#include "resolver/pipeline/recover.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "schemas/topics.h"

namespace facet::resolver {
namespace {

using std::chrono::milliseconds;

constexpr std::string_view kEpochNote = "epoch";
constexpr milliseconds kProbeAgain{5'000};
constexpr milliseconds kIdle{200};
constexpr milliseconds kUnderWay{5};

std::string random_epoch() {
  std::random_device device;
  const std::uint64_t value = (std::uint64_t{device()} << 32) | device();
  return std::to_string(value);
}

}  // namespace

Status Recover::start() {
  const auto epoch = core_.store.note(kEpochNote);
  if (!epoch) return fail(epoch.error());
  // What a killed process wrote is read, and may still be lost.
  if (auto synced = core_.store.sync(); !synced) return synced;
  const auto last = core_.store.last_published();
  if (!last) return fail(last.error());
  const std::lock_guard lock(mutex_);
  epoch_ = epoch->value_or("");
  sequence_ = before_ = safe_ = *last;
  return {};
}

std::string Recover::marker_topic() const {
  return topics::resolver_op(core_.id, "epoch");
}
std::string Recover::probe_topic() const {
  return topics::resolver_op(core_.id, "probe");
}

std::string_view Recover::state() const {
  const std::lock_guard lock(mutex_);
  switch (state_) {
    case State::offline:
      return "offline";
    case State::checking:
      return "checking";
    case State::filling:
      return "filling";
    case State::current:
      return "current";
  }
  return "";
}

std::optional<Recover::Marker> Recover::parse(std::string_view payload) {
  const auto json = nlohmann::json::parse(payload, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || !json.contains("epoch") || !json["epoch"].is_string() ||
      !json.contains("sequence") || !json["sequence"].is_number_unsigned()) {
    return std::nullopt;
  }
  const auto complete = json.find("complete");
  const auto filled = json.find("filled_to");
  const std::string filled_to =
      filled != json.end() && filled->is_string() ? filled->get<std::string>() : std::string{};
  return Marker{json["epoch"], json["sequence"],
                complete != json.end() && complete->is_boolean() && *complete,
                UserId::parse(filled_to).value_or(UserId{})};
}

void Recover::send_probe() {
  std::uint64_t probe = 0;
  {
    const std::lock_guard lock(mutex_);
    probe = ++probe_;
    not_before_ = core_.steady() + kProbeAgain;
  }
  core_.bus.publish(probe_topic(), std::to_string(probe), /*retain=*/false, [](bool) {});
}

void Recover::on_connected() {
  {
    const std::lock_guard lock(mutex_);
    state_ = State::checking;
  }
  send_probe();
}

void Recover::on_lost() {
  {
    const std::lock_guard lock(mutex_);
    state_ = State::offline;
    found_.reset();
    probed_ = false;
  }
  flush();  // what the broker took before the connection went
  const std::lock_guard lock(mutex_);
  before_ = sequence_;
}

void Recover::on_marker(std::string_view payload, bool retained) {
  const std::lock_guard lock(mutex_);
  // Live ones are our own, coming back; only the broker's stored copy tells what it has.
  if (retained && !probed_) found_ = parse(payload);
}

void Recover::on_probe(std::string_view payload) {
  const std::lock_guard lock(mutex_);
  if (state_ != State::checking || payload != std::to_string(probe_)) return;
  probed_ = true;
  not_before_ = {};
}

milliseconds Recover::step() {
  State state{};
  bool probed = false;
  bool under_way = false;
  milliseconds wait{0};
  {
    const std::lock_guard lock(mutex_);
    state = state_;
    probed = probed_;
    under_way = under_way_;
    wait = std::chrono::duration_cast<milliseconds>(not_before_ - core_.steady());
  }
  if (state == State::checking && wait > milliseconds{0}) return std::min(wait, milliseconds{20});
  if (state == State::checking && !probed) {
    core_.log.warning("no answer to our own probe: may this user read its ops topics?", {});
    send_probe();
    return kIdle;
  }
  Status done;
  if (state == State::checking) done = compare_with_broker();
  if (state == State::filling) {
    if (wait > milliseconds{0}) return wait;
    if (under_way) return kUnderWay;
    done = fill_some();
  }
  if (!done) give_up_for_now(done.error());
  return state == State::checking || state == State::filling ? milliseconds{0} : kIdle;
}

void Recover::give_up_for_now(const Error& error) {
  core_.log.error("store failed", {{"error", error.code.message()}});
  const std::lock_guard lock(mutex_);
  not_before_ = core_.steady() + kProbeAgain;
}

Status Recover::compare_with_broker() {
  std::optional<Marker> found;
  std::string epoch;
  std::uint64_t before = 0;
  {
    const std::lock_guard lock(mutex_);
    found = found_;
    epoch = epoch_;
    before = before_;
  }
  // A marker ahead of us: this store is older than the broker's, restored from a backup.
  if (!found || found->sequence > before) return fill_from_the_start();
  if (found->epoch != epoch) {
    if (auto filling = fill_from_the_start(); !filling) return filling;
    return publish_again_since(found->sequence);
  }
  // What was published at this connection the broker has, whatever it lost before.
  if (found->sequence < before) {
    const auto lost = core_.store.published_since(found->sequence);
    if (!lost) return fail(lost.error());
    if (!*lost) return fill_from_the_start();
    core_.log.info("broker came back from an older save",
                   {{"topics_again", std::to_string((*lost)->size())}});
    if (auto marked = mark_again(**lost); !marked) return marked;
  }
  if (!found->complete) return resume_filling(found->filled_to);
  const std::lock_guard lock(mutex_);
  marked_ = found->sequence;
  if (state_ == State::checking) state_ = State::current;
  return {};
}

Status Recover::mark_again(const std::vector<Target>& targets) {
  std::vector<Target> once = targets;
  // What these meant when they were published may not be what they mean now: who takes nothing any more may
  // have been shown something when the broker saved it, and who was a stranger then may be known by now.
  for (const auto& target : targets) {
    if (target.kind == TargetKind::watcher) once.push_back({TargetKind::withdrawn, target.user, target.id});
    if (target.kind == TargetKind::backfill) once.push_back({target.kind, target.user, kEverybody});
  }
  std::sort(once.begin(), once.end());
  once.erase(std::unique(once.begin(), once.end()), once.end());
  const std::lock_guard lock(core_.mutex);
  Commit commit;
  commit.marks = core_.outbox.stamp(once);
  if (auto stored = core_.store.commit(commit); !stored) return stored;
  // The broker forgot them, whatever was said to it.
  for (const auto& target : once) core_.outbox.forget_shown(target.user);
  core_.outbox.add(commit.marks);
  core_.outbox.release(commit.marks);
  return {};
}

Status Recover::fill_from_the_start() {
  const std::string epoch = random_epoch();
  if (auto stored = core_.store.put_note(kEpochNote, epoch); !stored) return stored;
  core_.log.info("filling the broker's retained store", {});
  {
    const std::lock_guard lock(mutex_);
    epoch_ = epoch;
    filled_to_ = UserId{};
    if (state_ == State::checking) state_ = State::filling;
    not_before_ = {};
  }
  publish_marker();
  return {};
}

Status Recover::publish_again_since(std::uint64_t sequence) {
  const auto since = core_.store.published_since(sequence);
  if (!since) return fail(since.error());
  return *since ? mark_again(**since) : Status{};
}

Status Recover::resume_filling(UserId filled_to) {
  core_.log.info("going on filling the broker's retained store", {});
  const std::lock_guard lock(mutex_);
  filled_to_ = filled_to;
  if (state_ == State::checking) state_ = State::filling;
  not_before_ = {};
  return {};
}

void Recover::publish_marker() {
  nlohmann::json json;
  {
    const std::lock_guard lock(mutex_);
    marked_ = safe_;
    const bool complete = state_ == State::current;
    json = {{"epoch", epoch_}, {"sequence", safe_}, {"complete", complete}};
    if (!complete) json["filled_to"] = filled_to_.digits();
  }
  core_.bus.publish(marker_topic(), json.dump(), /*retain=*/true, [](bool) {});
}

void Recover::flush() {
  std::uint64_t move_to = 0;
  {
    const std::lock_guard lock(mutex_);
    const auto done = core_.outbox.done();
    if (!done.empty()) {
      std::vector<Published> journal;
      journal.reserve(done.size());
      for (const auto& mark : done) journal.push_back({++sequence_, mark.target});
      // Not written, the marks come again with the next process; going on, the marker would be a lie.
      if (const auto stored = core_.store.published(done, journal); !stored)
        return core_.fatal(stored.error());
    }
    if (state_ == State::current && sequence_ > marked_) move_to = sequence_;
  }
  if (move_to == 0) return;
  if (const auto synced = core_.store.sync(); !synced) return core_.fatal(synced.error());
  {
    const std::lock_guard lock(mutex_);
    safe_ = std::max(safe_, move_to);
  }
  publish_marker();
}

}  // namespace facet::resolver
