#include "broker-plugin/door/door.h"

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/door/report.h"
#include "schemas/topics.h"

namespace facet::door {
namespace {

constexpr std::chrono::seconds kReportEvery{5};
constexpr std::chrono::seconds kLookEvery{1};  // at the credentials' file
constexpr Rate kPatience{limits::kPatienceBurst, limits::kPatiencePerSecond};
constexpr Rate kTellTooFast{1, 1};

}  // namespace

Result<std::unique_ptr<Door>> Door::open(Options options, Broker& broker, Now now) {
  const FileStamp stamp = FileStamp::of(options.credentials);
  auto accounts = load_credentials(options.credentials);
  if (!accounts) return fail(std::move(accounts.error()));
  auto door = std::unique_ptr<Door>(new Door(std::move(options), std::move(*accounts), broker, now));
  door->read_stamp_ = stamp;
  return door;
}

Door::Door(Options options, Credentials accounts, Broker& broker, Now now)
    : options_(std::move(options)),
      broker_(broker),
      accounts_(std::move(accounts)),
      logins_(now.moment),
      sessions_(broker, now.unix_us),
      fan_out_(broker),
      refusals_(broker),
      messages_(options_.messages, limits::kTrackedSenders, now.moment),
      patience_(kPatience, limits::kTrackedSenders, now.moment),
      told_too_fast_(kTellTooFast, limits::kTrackedSenders, now.moment),
      next_report_(now.moment) {}

std::optional<Who> Door::who(const Client& client) const {
  return who_is(accounts_, client.username, client.client_id);
}

bool Door::is_allowed(const Credential* account) const {
  return account != nullptr && account->enabled && (account->role != Role::tester || options_.tester_role);
}

bool Door::refuse(const Client& client, Refused kind, double patience, Now now) {
  refusals_.count(kind, now.moment);
  if (patience > 0 && !patience_.take(account_of(client.username), patience, now.moment)) {
    auto& list = sessions_.knows(client.handle) ? unwanted_ : strangers_;
    if (list.emplace(client.client_id).second) refusals_.count(Refused::kicked, now.moment);
  }
  return false;
}

void Door::reload(Now now) {
  reloading_ = true;
  next_report_ = now.moment;
  read_accounts();
}

void Door::read_accounts() {
  read_stamp_ = FileStamp::of(options_.credentials);  // before: what is written meanwhile is read again
  auto accounts = load_credentials(options_.credentials);
  reload_error_ = accounts ? std::string{} : accounts.error().message();
  if (!accounts) {
    return broker_.log(LogLevel::error, "facet: the credentials stay as they were: " + reload_error_);
  }
  accounts_ = std::move(*accounts);
  broker_.log(LogLevel::notice,
              "facet: the credentials were read: " + std::to_string(accounts_.size()) + " users");
  unwanted_.merge(sessions_.ids_of([this](const auto& session) { return is_outdated(session); }));
}

// Whether somebody is connected who could not come in any more as they did.
bool Door::is_outdated(const Sessions::Session& session) const {
  const Credential* account = accounts_.find(session.name);
  if (!is_allowed(account) || account->role != session.role) return true;
  return session.secret != 0 && session.secret != secret_of(*account, session.by_key, session.client_id);
}

// What somebody shows to come in, as far as it is to be told from another.
std::size_t Door::secret_of(const Credential& account, bool by_key, std::string_view client_id) const {
  return std::hash<std::string_view>{}(by_key ? key_of(client_id) : std::string_view{account.password_hash});
}

void Door::tick(Now now) {
  reloading_ = false;
  if (now.moment >= next_look_) {
    next_look_ = now.moment + kLookEvery;
    if (FileStamp::of(options_.credentials) != read_stamp_) read_accounts();
  }
  if (!unwanted_.empty() || !strangers_.empty()) disconnect_unwanted();
  if (now.moment < next_report_) return;
  next_report_ = now.moment + kReportEvery;
  const Report report{.accounts = accounts_,
                      .sessions = sessions_,
                      .fan_out = fan_out_,
                      .refusals = refusals_,
                      .fan_out_watchers = options_.fan_out_watchers,
                      .reload_error = reload_error_,
                      .unix_us = now.unix_us};
  broker_.publish(topics::plugin_op(), json_of(report), /*retain=*/true);
}

void Door::disconnect_unwanted() {
  // The broker asks about every subscription of a session that it disconnects: that is nobody who comes.
  disconnecting_ = true;
  for (const auto& id : std::exchange(strangers_, {})) broker_.disconnect(id);
  for (const auto& id : std::exchange(unwanted_, {})) {
    if (sessions_.is_connected(id)) broker_.disconnect(id);
  }
  disconnecting_ = false;
}

}  // namespace facet::door
