#include "tests/unit/pipeline/world.h"

#include <algorithm>

namespace facet::resolver::testing {
namespace {

const std::string kSettled = "test/settled";

std::optional<UserId> receiver(const std::string& topic) {
  const auto parsed = topics::parse(topic);
  if (!parsed) return std::nullopt;
  if (const auto* in = std::get_if<topics::In>(&*parsed)) return in->watcher;
  if (const auto* own = std::get_if<topics::Own>(&*parsed)) return own->user;
  if (const auto* own = std::get_if<topics::OwnMembers>(&*parsed)) return own->user;
  if (const auto* re = std::get_if<topics::Re>(&*parsed)) return re->user;
  return std::nullopt;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Delivered& delivered) {
  out << delivered.at.time_since_epoch().count() << " " << delivered.topic;
  if (const auto view = decode_view(delivered.payload)) {
    out << " " << name(view->activity) << " '" << view->note
        << "' since=" << view->changed_at.time_since_epoch().count()
        << " until=" << view->until.time_since_epoch().count();
  } else {
    out << " " << delivered.payload.size() << " bytes";
  }
  if (delivered.retained) out << " retained";
  if (delivered.expiry) out << " expires in " << delivered.expiry->count() << " s";
  return out;
}

void TrafficBus::show(UserId presentity, Bytes view, std::vector<UserId> watchers,
                      std::optional<std::chrono::seconds> expiry, Taken taken) {
  {
    const std::lock_guard lock(mutex_);
    for (const UserId watcher : watchers) {
      traffic_.push_back(
          {clock_.now(), topics::build(topics::In{watcher, presentity}), view, /*retained=*/true, expiry});
    }
  }
  ModelBus::show(presentity, std::move(view), std::move(watchers), expiry, std::move(taken));
}

void TrafficBus::publish(std::string topic, Bytes payload, bool retain, Taken taken) {
  {
    const std::lock_guard lock(mutex_);
    if (topic == kSettled) {
      settled_ = payload;
      changed_.notify_all();
      return taken(true);
    }
    traffic_.push_back({clock_.now(), topic, payload, retain});
  }
  ModelBus::publish(std::move(topic), std::move(payload), retain, std::move(taken));
}

std::vector<Delivered> TrafficBus::traffic() {
  const std::lock_guard lock(mutex_);
  return traffic_;
}

void TrafficBus::wait_for(const Bytes& settled) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return settled_ == settled; });
}

std::chrono::milliseconds Gate::wait() {
  std::unique_lock lock(mutex_);
  idle_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return go_ || open_; });
  go_ = idle_ = false;
  return std::chrono::milliseconds{open_ ? 1 : 0};
}

void Gate::pass() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return idle_; });
  go_ = true;
  changed_.notify_all();
  changed_.wait(lock, [this] { return idle_ && !go_; });
}

void Gate::open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  changed_.notify_all();
}

World::World(const DampingOptions& damping) : damping_(damping) {
  core_.steady = [this] { return steady_.now(); };
  core_.fatal = [](const Error& error) { ADD_FAILURE() << error.code.message(); };
  core_.outbox.damp(damping);
  bus_.connect(nobody_, "facet/v1/ops/");
  committer_.start();
  publisher_.start();
  fire_until(time());
}

World::~World() {
  gate_.open();
  committer_.stop();
  publisher_.stop();
}

// The committer answers in order: when it has answered this, every mark before it is released.
void World::settle() {
  const std::string number = std::to_string(++settled_);
  committer_.add(kSettled, number, {});
  bus_.wait_for(number);
  gate_.pass();
  const auto done = core_.outbox.done();
  EXPECT_TRUE(store_.published(done, {}).has_value());
  if (damping_.every == std::chrono::seconds{0}) {
    EXPECT_EQ(core_.outbox.waiting(), 0U);
  }
}

void World::fire_until(Time end) {
  for (Result<bool> more = true; more && *more;) more = alarm_.fire_due();
  settle();
  while (true) {
    const auto due = store_.due(end, 1);
    if (!due || due->empty()) return;
    const Instant at = std::max<Instant>(due->front().at, now());
    steady_.advance(at - now());
    clock_.advance(at - now());
    EXPECT_TRUE(alarm_.fire_due().has_value());
    settle();
  }
}

void World::move_to(Instant end) {
  fire_until(to_time(end));
  steady_.advance(end - now());
  clock_.advance(end - now());
  EXPECT_TRUE(alarm_.fire_due().has_value());
  settle();
}

void World::advance(std::chrono::milliseconds by) {
  const Instant end = now() + by;
  // Whoever was parked comes at the same moment in every world.
  const Instant calm = std::min(end, now() + damping_.every * (damping_.burst + 1));
  while (now() + kBeat < calm) move_to(now() + kBeat);
  move_to(end);
}

Revision World::next(UserId user) {
  auto& seen = seen_[user];
  return seen = Revision::next(now(), kPhone, seen);
}

void World::up(UserId user, topics::UpKind kind, const Bytes& payload) {
  intake_.on_up(topics::Up{user, kPhone, kind}, payload);
  settle();
}

std::uint64_t World::say(UserId user, GroupsEdit edit) {
  edit.revision = next(user);
  up(user, topics::UpKind::groups, encode(edit));
  return edit.revision.value();
}

std::uint64_t World::say(UserId user, StatusEdit edit) {
  edit.revision = next(user);
  up(user, topics::UpKind::status, encode(edit));
  return edit.revision.value();
}

std::uint64_t World::say(UserId user, WatchEdit edit) {
  edit.revision = next(user);
  up(user, topics::UpKind::watch, encode(edit));
  return edit.revision.value();
}

std::uint64_t World::say(UserId user, DeviceState state) {
  const DeviceReport report{next(user), state};
  up(user, topics::UpKind::device, encode(report));
  return report.revision.value();
}

std::uint64_t World::ask(UserId user, std::vector<UserId> about) {
  const StatusRequest request{next(user).value(), std::move(about)};
  up(user, topics::UpKind::ask, encode(request));
  return request.correlation;
}

std::uint64_t World::query(UserId user, QueryKind kind, UserId subject) {
  const Query query{next(user).value(), kind, subject, 0};
  up(user, topics::UpKind::query, encode(query));
  return query.correlation;
}

std::uint64_t World::erase(UserId user) {
  const AccountEdit edit{next(user), user};
  up(user, topics::UpKind::account, encode(edit));
  return edit.revision.value();
}

void World::link(UserId user, LinkState state) {
  auto& session = sessions_[user];
  if (state == LinkState::connected) ++session;
  liveness_.on_link(topics::Link{user, kPhone}, encode(Link{state, session}));
  settle();
}

Receipt World::receipt(UserId user, std::uint64_t request) {
  for (const auto& bytes : bus_.history(topics::build(topics::Re{user, kPhone}))) {
    const auto decoded = decode_receipt(bytes);
    if (decoded && decoded->request == request) return *decoded;
  }
  ADD_FAILURE() << "no receipt";
  return {};
}

std::vector<Delivered> World::traffic_to(UserId user, Instant since) {
  std::vector<Delivered> result;
  for (auto& delivered : bus_.traffic()) {
    if (delivered.at >= since && receiver(delivered.topic) == user) result.push_back(std::move(delivered));
  }
  return result;
}

KeptByTopic World::kept_for(UserId user) {
  KeptByTopic kept;
  for (const auto& delivered : traffic_to(user)) {
    if (!delivered.retained) continue;
    kept.erase(delivered.topic);
    if (delivered.payload.empty()) continue;
    const Instant gone = delivered.expiry ? delivered.at + *delivered.expiry : Instant::max();
    kept.emplace(delivered.topic, Kept{delivered.payload, gone});
  }
  std::erase_if(kept, [this](const auto& entry) { return entry.second.expires_at <= now(); });
  return kept;
}

}  // namespace facet::resolver::testing
