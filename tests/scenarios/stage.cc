#include "tests/scenarios/stage.h"

#include "schemas/encode.h"

namespace facet::scenarios {
namespace {

constexpr std::chrono::milliseconds kStep{10};
constexpr std::uint32_t kFirstGroup = 11;

std::string described(const Receipt& receipt) {
  std::string text{name(receipt.outcome)};
  if (receipt.outcome == Outcome::refused) text += ": " + std::string{name(receipt.reason)};
  if (!receipt.limit.empty()) text += " (" + receipt.limit + ")";
  return text;
}

}  // namespace

Settings& Stage::settings() {
  if (begun_) throw ScriptError("this has to be said before anything happens");
  return settings_;
}

World& Stage::world() {
  if (!std::exchange(begun_, true)) world_.begin(settings_);
  return world_;
}

void Stage::tick() {
  world().pass(kStep);
}

Revision Stage::next(const Actor& actor) {
  if (made_at) return Revision::next(*made_at, actor.device, Revision{});
  auto& seen = revisions_[{actor.user, actor.device}];
  return seen = Revision::next(world().now(), actor.device, seen);
}

void Stage::deliver(Message message) {
  world().connect(message.actor.user, message.actor.device);
  receipt_ =
      world().send(message.actor.user, message.actor.device, message.kind, message.payload, message.request);
  is_settled_ = !receipt_.has_value();
  last_ = std::move(message);
}

void Stage::send(const Actor& actor, GroupsEdit edit) {
  edit.revision = next(actor);
  deliver({actor, topics::UpKind::groups, encode(edit), edit.revision.value()});
}

void Stage::send(const Actor& actor, StatusEdit edit) {
  edit.revision = next(actor);
  deliver({actor, topics::UpKind::status, encode(edit), edit.revision.value()});
}

void Stage::send(const Actor& actor, WatchEdit edit) {
  edit.revision = next(actor);
  deliver({actor, topics::UpKind::watch, encode(edit), edit.revision.value()});
}

void Stage::report(const Actor& actor, DeviceState state) {
  const DeviceReport report{next(actor), state};
  deliver({actor, topics::UpKind::device, encode(report), report.revision.value()});
}

void Stage::erase_account(const Actor& actor) {
  const AccountEdit edit{next(actor), actor.user};
  deliver({actor, topics::UpKind::account, encode(edit), edit.revision.value()});
}

void Stage::ask(const Actor& actor, const std::vector<UserId>& presentities) {
  const StatusRequest request{++correlation_, presentities};
  deliver({actor, topics::UpKind::ask, encode(request), request.correlation});
}

void Stage::repeat() {
  if (!last_) throw ScriptError("nothing was sent that could come again");
  deliver(*last_);
}

const Receipt& Stage::receipt() {
  if (!receipt_) throw ScriptError("no message was answered");
  is_settled_ = true;
  return *receipt_;
}

void Stage::settle_receipt() {
  if (is_settled_ || receipt_->outcome == Outcome::accepted) return;
  throw ScriptError("this should be accepted, but the receipt says: " + described(*receipt_));
}

std::optional<Receipt> Stage::query(UserId user, QueryKind kind, UserId subject) {
  const Query query{++correlation_, kind, subject};
  return world().look(user, topics::UpKind::query, encode(query), query.correlation);
}

std::optional<View> Stage::answer(UserId watcher, UserId presentity) {
  const StatusRequest request{++correlation_, {presentity}};
  const auto receipt = world().look(watcher, topics::UpKind::ask, encode(request), request.correlation);
  if (!receipt || receipt->answers.size() != 1) return std::nullopt;
  return receipt->answers.front().view;
}

GroupId Stage::group(UserId owner, const std::string& name, bool make) {
  const auto found = groups_.find({owner, name});
  if (found != groups_.end()) return found->second;
  if (!make) throw ScriptError(name_of(owner) + " has no group '" + name + "'");
  if (name.empty() || std::isupper(static_cast<unsigned char>(name.front())) == 0)
    throw ScriptError("a group's name begins with a capital letter, unlike '" + name + "'");
  const GroupId id{kFirstGroup + static_cast<std::uint32_t>(groups_.size())};
  groups_.emplace(std::pair{owner, name}, id);
  return id;
}

std::string Stage::group_name(UserId owner, GroupId group) const {
  for (const auto& [key, id] : groups_) {
    if (key.first == owner && id == group) return key.second;
  }
  return "group " + group.digits();
}

std::size_t Stage::news(UserId watcher, UserId presentity) {
  const std::size_t all = world().sent(watcher, presentity).size();
  auto& looked = looked_[{watcher, presentity}];
  return all - std::exchange(looked, all);
}

UserId Stage::presentity() const {
  if (!presentity_) throw ScriptError("nobody has been introduced: begin with 'people: ...'");
  return *presentity_;
}

void Stage::introduce(UserId user) {
  if (!presentity_) presentity_ = user;
}

}  // namespace facet::scenarios
