#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <vector>

#include "client/lib/changes.h"
#include "client/lib/session.h"
#include "client/lib/store_contact_rules.h"
#include "client/lib/store_members.h"
#include "client/lib/store_views.h"
#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/support/temp_dir.h"

namespace facet::client {

inline constexpr UserId kMe{8613800138000};
inline constexpr UserId kBob{8613900139000};
inline constexpr UserId kEve{8613700137000};
inline constexpr DeviceId kDevice{7};
inline constexpr DeviceId kTablet{8};

// Notes what a session says; what it hears is the test's to write.
class ScriptedLink final : public Link {
 public:
  void connect(std::chrono::milliseconds) override {}
  void subscribe(const std::vector<std::string>& filters) override { subscribed.push_back(filters); }
  void close() override {}
  void unsubscribe(const std::string& filter) override { unsubscribed.push_back(filter); }
  void publish(const std::string& topic, const Bytes& payload) override { sent.push_back({topic, payload}); }
  std::vector<LinkEvent> wait(std::chrono::milliseconds) override { return {}; }

  std::vector<std::vector<std::string>> subscribed;
  std::vector<std::string> unsubscribed;
  std::vector<Message> sent;
};

// A phone's store and session under a clock of the test's own, opposite a resolver that the test plays.
class Bench : public testing::Test {
 protected:
  Bench() {
    profile_.user = kMe;
    profile_.device = kDevice;
    profile_.region = "CN";
    reopen();
  }

  // As after a crash or a restart: nothing but the folder is left.
  void reopen() {
    session_.reset();
    store_.reset();
    auto opened = Store::open(dir_.path(), profile_);
    ASSERT_TRUE(opened) << opened.error().message();
    store_ = std::make_unique<Store>(std::move(*opened));
  }

  // A new connection, up to the DeviceReport: `retained` is what the broker has for this phone.
  void connect(const std::vector<LinkEvent>& retained = {}) {
    link_ = std::make_unique<ScriptedLink>();
    session_ = std::make_unique<Session>(
        *store_, *link_, profile_, as_,
        [this](UserId who, const std::optional<Bytes>& view) { told_.emplace_back(who, view); });
    step({Connected{}});
    step({Subscribed{}});
    step(retained);
  }

  // ... and with its receipt: everything retained has come.
  void connect_fully(const std::vector<LinkEvent>& retained = {}) {
    connect(retained);
    step({accepted(last_sent_revision())});
  }

  Status step(const std::vector<LinkEvent>& events = {}) {
    auto done = session_->step(events, now());
    last_ = done;
    return done;
  }
  Status step_after(std::chrono::milliseconds pause) {
    elapsed_ += pause;
    return step();
  }

  Moment now() const { return {Mono{} + elapsed_, start_ + elapsed_}; }
  Instant wall() const { return now().wall; }

  // ---- what the phone said ----
  std::size_t sent() const { return link_->sent.size(); }
  const Message& last_sent() const { return link_->sent.back(); }
  topics::UpKind last_kind() const {
    return std::get<topics::Up>(topics::parse(last_sent().topic).value()).kind;
  }
  GroupsEdit last_groups_edit() const { return decode_groups_edit(last_sent().payload).value(); }
  StatusEdit last_status_edit() const { return decode_status_edit(last_sent().payload).value(); }
  WatchEdit last_watch_edit() const { return decode_watch_edit(last_sent().payload).value(); }
  DeviceState last_state() const { return decode_device_report(last_sent().payload).value().state; }
  Revision last_sent_revision() const {
    if (last_kind() == topics::UpKind::groups) return last_groups_edit().revision;
    if (last_kind() == topics::UpKind::status) return last_status_edit().revision;
    if (last_kind() == topics::UpKind::watch) return last_watch_edit().revision;
    if (last_kind() == topics::UpKind::account) return decode_account_edit(last_sent().payload)->revision;
    return decode_device_report(last_sent().payload).value().revision;
  }

  // ---- what the resolver says ----
  static Message receipt(const Receipt& receipt) {
    return {topics::build(topics::Re{kMe, kDevice}), encode(receipt)};
  }
  static Message accepted(Revision revision) {
    return receipt({revision.value(), facet::Outcome::accepted, Reason::none, {}, 0, revision, {}});
  }
  static Message stale(Revision revision) {
    return receipt({revision.value(), facet::Outcome::stale, Reason::none, {}, 0, revision, {}});
  }
  static Message refused(Revision revision, Reason reason, Revision known = Revision{}) {
    return receipt({revision.value(), facet::Outcome::refused, reason, {}, 0, known, {}});
  }
  static Message view(UserId presentity, Activity activity) {
    return {topics::build(topics::In{kMe, presentity}), encode(View{activity, "", Time{}, Time{}})};
  }
  static Message view_for(std::chrono::seconds time, UserId presentity, Activity activity) {
    auto message = view(presentity, activity);
    message.expires_in = time;
    return message;
  }
  static Message view_gone(UserId presentity) { return {topics::build(topics::In{kMe, presentity}), {}}; }
  static Message own(GroupId group, const OwnGroup& value) {
    return {topics::build(topics::Own{kMe, group}), encode(value)};
  }
  static Message own_gone(GroupId group) { return {topics::build(topics::Own{kMe, group}), {}}; }
  static Message own_members(GroupId group, const OwnMembers& value) {
    return {topics::build(topics::OwnMembers{kMe, group}), encode(value)};
  }
  // As the resolver would have made it at `made_at` milliseconds, from the tablet.
  static Revision theirs(std::int64_t made_at) {
    return Revision::next(Instant{std::chrono::milliseconds{made_at}}, kTablet, Revision{});
  }

  // ---- what the store holds ----
  GroupRow group(GroupId id) { return read_group(store_->db(), id).value().value(); }
  bool has_group(GroupId id) { return read_group(store_->db(), id).value().has_value(); }
  std::vector<UserId> members(GroupId id) { return read_members(store_->db(), id, to_time(wall()))->members; }
  std::vector<ContactRule> rules() { return read_contact_rules(store_->db(), to_time(wall())).value(); }
  std::size_t waiting() { return count_pending(store_->db()).value(); }
  std::vector<ContactView> views() { return read_views(store_->db(), to_time(wall())).value(); }
  std::vector<Receipt> outcomes() { return outcomes_after(store_->db(), 0).value().receipts; }

  GroupId make_group(std::string_view name) {
    return create_group(*store_, name, std::nullopt, wall()).value();
  }
  void tell(GroupId id, Activity activity, Time until = kNoTime) {
    const auto done = set_status(*store_, {id}, Setting{activity, "", until, kNoTime}, wall());
    ASSERT_TRUE(done) << done.error().message();
  }

  testing_support::TempDir dir_;
  Profile profile_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<ScriptedLink> link_;
  std::unique_ptr<Session> session_;
  Status last_;
  DeviceState as_ = DeviceState::idle;
  std::vector<std::pair<UserId, std::optional<Bytes>>> told_;
  Instant start_{std::chrono::milliseconds{1'795'455'000'000}};
  std::chrono::milliseconds elapsed_{0};
};

}  // namespace facet::client
