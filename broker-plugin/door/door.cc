#include "broker-plugin/door/door.h"

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/door/report.h"
#include "schemas/topics.h"

namespace facet::door {
namespace {

constexpr std::chrono::seconds kReportEvery{5};
constexpr Rate kPatience{limits::kPatienceBurst, limits::kPatiencePerSecond};
constexpr Rate kTellTooFast{1, 1};

}  // namespace

Result<std::unique_ptr<Door>> Door::open(Options options, Broker& broker, Now now) {
  auto accounts = load_credentials(options.credentials);
  if (!accounts) return fail(std::move(accounts.error()));
  return std::unique_ptr<Door>(new Door(std::move(options), std::move(*accounts), broker, now));
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
    refusals_.count(Refused::kicked, now.moment);
    unwanted_.emplace_back(client.client_id);
  }
  return false;
}

void Door::reload(Now now) {
  reloading_ = true;
  next_report_ = now.moment;
  auto accounts = load_credentials(options_.credentials);
  reload_error_ = accounts ? std::string{} : accounts.error().message();
  if (!accounts) {
    return broker_.log(LogLevel::error, "facet: the credentials stay as they were: " + reload_error_);
  }
  accounts_ = std::move(*accounts);
  broker_.log(LogLevel::notice,
              "facet: the credentials were read: " + std::to_string(accounts_.size()) + " users");
  // Whoever came by a key is not asked again by the broker; a password or certificate is.
  const auto is_wrong = [this](const Sessions::Session& session) {
    const Credential* account = accounts_.find(session.name);
    if (!is_allowed(account) || account->role != session.role) return true;
    return session.by_key && key_of(session.client_id).empty();
  };
  for (auto& id : sessions_.ids_of(is_wrong)) unwanted_.push_back(std::move(id));
}

void Door::tick(Now now) {
  reloading_ = false;
  if (!unwanted_.empty()) disconnect_unwanted();
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
  for (const auto& id : std::exchange(unwanted_, {})) broker_.disconnect(id);
}

}  // namespace facet::door
