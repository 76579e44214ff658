#include "tests/simulation/phone.h"

#include "client/lib/store_pending.h"

namespace facet::simulation {
namespace {

constexpr Millis kConnect{10'000};
constexpr Millis kGoodbye{1'000};
constexpr Millis kLook{200};
constexpr Millis kLookAtRest{20'000};

}  // namespace

Phone::Phone(World& world, Broker& broker, Listener& listener, const std::filesystem::path& folder,
             UserId user, DeviceId device)
    : world_(world),
      broker_(broker),
      listener_(listener),
      folder_(folder / (user.digits() + "-" + device.digits())),
      name_(user.digits() + "-" + device.digits()),
      skew_(world.dice().between(Millis{-2'000}, Millis{2'000})) {
  profile_.user = user;
  profile_.device = device;
  profile_.region = "CN";
  std::filesystem::create_directories(folder_);
  open();
}

void Phone::open() {
  if (app_) return;
  auto app = client::Store::open(folder_, profile_);
  auto net = client::Store::open(folder_, profile_);
  if (!app || !net) return world_.violation(name_ + ": the store does not open: " + app.error().message());
  app_ = std::make_unique<client::Store>(std::move(*app));
  net_ = std::make_unique<client::Store>(std::move(*net));
}

void Phone::crash() {
  world_.note(name_, "crashes");
  ++connection_;
  session_.reset();
  link_.reset();
  app_.reset();
  net_.reset();
  world_.after(world_.dice().between(Millis{100}, Millis{10'000}), [this] {
    open();
    if (wants_online_) connect();
  });
}

void Phone::go_online(DeviceState as) {
  as_ = as;
  const bool wanted = std::exchange(wants_online_, true);
  if (wanted || down()) return;
  pauses_.reset();
  connect();
}

void Phone::connect() {
  if (!wants_online_ || down() || session_) return;
  ++connection_;
  leaving_ = false;
  (void)net_->set_live(false);
  link_ = std::make_unique<PhoneLink>(world_, broker_, listener_, name_, [this] { look(); });
  session_ = std::make_unique<client::Session>(*net_, *link_, profile_, as_,
                                               [](UserId, const std::optional<Bytes>&) {});
  link_->connect(kConnect);
  schedule(kLook);
}

void Phone::look() {
  if (session_) schedule(Millis{20});
}

void Phone::schedule(Millis latest) {
  const auto step_number = ++next_step_;
  world_.after(world_.dice().between(Millis{1}, latest), [this, step_number, connection = connection_] {
    if (connection == connection_ && step_number == next_step_ && session_) step();
  });
}

void Phone::step() {
  const client::Moment moment{client::Mono{world_.now()}, now()};
  const auto done = session_->step(link_->wait({}), moment);
  if (!done) {
    const bool expected = done.error().code == client::errc::unreachable;
    if (!expected) world_.violation(name_ + ": its session ended: " + done.error().message());
    return end_session();
  }
  if (session_->complete()) pauses_.reset();
  if (leaving_ && (!session_->is_leaving() || world_.now() >= leave_by_)) {
    link_->close();
    return end_session();
  }
  const auto waiting = client::count_pending(net_->db());
  if (as_ == DeviceState::asleep && session_->settled() && waiting && *waiting == 0) {
    world_.note(name_, "has exchanged");
    wants_online_ = false;
    link_->close();
    return end_session();
  }
  schedule(resting_ ? kLookAtRest : kLook);
}

void Phone::end_session() {
  ++connection_;
  session_.reset();
  link_.reset();
  (void)net_->set_live(false);
  if (wants_online_) try_again();
}

void Phone::try_again() {
  const double dice = static_cast<double>(world_.dice().below(1'000)) / 1'000;
  world_.after(client::jittered(pauses_.grow(), dice), [this] { connect(); });
}

void Phone::close() {
  wants_online_ = false;
  if (!session_ || leaving_) return;
  world_.note(name_, "is closed");
  leaving_ = true;
  leave_by_ = world_.now() + kGoodbye;
  if (!session_->leave({client::Mono{world_.now()}, now()})) return end_session();
  schedule(kLook);
}

void Phone::drop() {
  if (!link_ || !session_) return;
  world_.note(name_, "loses its connection");
  link_->drop();
  schedule(kLook);
}

}  // namespace facet::simulation
