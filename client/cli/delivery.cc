#include "client/cli/delivery.h"

#include "client/cli/json_forms.h"
#include "client/cli/refusal_words.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

using State = Delivery::State;

State state_of(const client::SyncReport& report) {
  if (!report.refused.empty()) return State::refused;
  return report.waiting > 0 ? State::waiting : State::delivered;
}

// A change that is saved is not lost, whatever kept it from being sent.
State state_of(const Error& error) {
  using client::errc;
  if (error.code == errc::unreachable) return State::unreachable;
  if (error.code == errc::not_authorised) return State::not_authorised;
  if (error.code == errc::refused) return State::not_taken;
  if (error.code == errc::erased) return State::erased;
  if (error.code == errc::no_answer || error.code == errc::busy) return State::waiting;
  return State::failed;
}

const char* word(State state) {
  switch (state) {
    case State::delivered:
      return "delivered";
    case State::kept:
      return "kept";
    case State::waiting:
      return "waiting";
    case State::unreachable:
      return "unreachable";
    case State::not_authorised:
      return "not_authorised";
    case State::refused:
      return "refused";
    case State::not_taken:
      return "not_taken";
    case State::erased:
      return "erased";
    case State::failed:
      return "failed";
  }
  return "failed";
}

void note_trouble(const Context& context, const client::Profile& profile, const Delivery& delivery) {
  if (delivery.state == State::unreachable) {  // "try again" is not needed: it is saved
    const bool v6 = profile.host.find(':') != std::string::npos;
    context.note(
        tr("{0}:{1} cannot be reached now", v6 ? "[" + profile.host + "]" : profile.host, profile.port));
  } else if (delivery.error) {
    context.note(sentence_of(*delivery.error));
  }
  for (const Receipt& receipt : delivery.report.refused) {
    context.note(tr("refused by the server: {}", sentence_of(receipt)));
  }
  if (delivery.report.stale > 0) {
    context.note(tr("a newer change, perhaps made on another device, stands; `facet status` shows it"));
  }
}

}  // namespace

Delivery deliver(const Context& context, client::Phone& phone) {
  if (context.options.offline) {
    Delivery delivery{State::kept, {}, {}};
    delivery.report.waiting = phone.waiting().value_or(0);
    return delivery;
  }
  const auto report = phone.sync(context.options.timeout);
  if (report) return Delivery{state_of(*report), *report, {}};
  Delivery delivery{state_of(report.error()), {}, report.error()};
  delivery.report.waiting = phone.waiting().value_or(0);
  return delivery;
}

Exit exit_of(const Delivery& delivery) {
  switch (delivery.state) {
    case State::delivered:
    case State::kept:
      return Exit::done;
    case State::waiting:
    case State::unreachable:
      return Exit::waiting;
    case State::not_authorised:
      return Exit::not_authorised;
    case State::refused:
    case State::not_taken:
    case State::erased:
      return Exit::failed;
    case State::failed:
      return delivery.error ? exit_of(*delivery.error) : Exit::failed;
  }
  return Exit::failed;
}

Exit exit_of_fetch(const Delivery& delivery) {
  const bool nothing_saved = delivery.error && delivery.report.waiting == 0;
  return nothing_saved ? exit_of(*delivery.error) : exit_of(delivery);
}

std::string sentence_of(const Delivery& delivery) {
  switch (delivery.state) {
    case State::delivered:
      return tr("delivered");
    case State::kept:
      return tr("saved; `facet sync` sends it");
    case State::waiting:
      return tr("saved; not yet acknowledged, will be sent again");
    case State::unreachable:
      return tr("saved; will be sent when the server can be reached");
    case State::not_authorised:
      return tr("saved; not sent, because the server refused the number or the password");
    case State::refused:
      return tr("refused by the server");
    case State::not_taken:
      return tr("saved; not sent, because the server does not take this phone as it is");
    case State::erased:
      return tr("not sent, because this account was erased");
    case State::failed:
      return tr("saved; not sent");
  }
  return {};
}

Json json_of(const Delivery& delivery) {
  Json refused = Json::array();
  for (const Receipt& receipt : delivery.report.refused) refused.push_back(json_of(receipt));
  Json json{{"state", word(delivery.state)},
            {"accepted", delivery.report.accepted},
            {"stale", delivery.report.stale},
            {"refused", std::move(refused)},
            {"waiting", delivery.report.waiting}};
  if (delivery.error) json["error"] = name_of(*delivery.error);
  return json;
}

Exit finish_change(const Context& context, client::Phone& phone, const std::vector<std::string>& lines,
                   Json json) {
  const Delivery delivery = deliver(context, phone);
  const Exit exit = exit_of(delivery);
  for (const std::string& line : lines) context.say(tr("{0} — {1}", line, sentence_of(delivery)));
  note_trouble(context, phone.profile(), delivery);
  json["ok"] = exit == Exit::done;
  json["delivery"] = json_of(delivery);
  context.say_json(json);
  return exit;
}

}  // namespace facet::cli
