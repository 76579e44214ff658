#include "resolver/pipeline/intake.h"

#include <utility>

#include "resolver/domain/decide.h"
#include "resolver/pipeline/carry_out.h"
#include "resolver/pipeline/query.h"
#include "resolver/pipeline/request.h"
#include "schemas/encode.h"

namespace facet::resolver {

void Intake::on_up(const topics::Up& from, std::string_view payload) {
  count("up_", topics::name(from.kind));
  switch (from.kind) {
    case topics::UpKind::groups:
      return on_groups(from, payload);
    case topics::UpKind::status:
      return on_status(from, payload);
    case topics::UpKind::device:
      return on_device(from, payload);
    case topics::UpKind::ask:
      return on_ask(from, payload);
    case topics::UpKind::watch:
      return on_watch(from, payload);
    case topics::UpKind::account:
      return on_account(from, payload);
    case topics::UpKind::query:
      return on_query(from, payload);
  }
}

template <typename DecideOn>
void Intake::on_edit(const topics::Up& from, Revision revision, DecideOn decide_on) {
  const std::lock_guard lock(core_.mutex);
  const auto presentity = core_.presentities.get(from.user);
  if (!presentity) return unavailable(from, revision.value(), presentity.error());
  commit(from, **presentity, decide_on(**presentity));
}

void Intake::on_groups(const topics::Up& from, std::string_view payload) {
  const auto edit = decode_groups_edit(payload);
  if (!edit) return refuse(from, edit.error());
  on_edit(from, edit->revision, [&](Presentity& presentity) {
    return decide(presentity, *edit, from.device, core_.now(), core_.terms());
  });
}

void Intake::on_status(const topics::Up& from, std::string_view payload) {
  const auto edit = decode_status_edit(payload);
  if (!edit) return refuse(from, edit.error());
  auto zone = edit->zone.empty() ? nullptr : core_.zones.find(edit->zone);
  on_edit(from, edit->revision, [&](Presentity& presentity) {
    return decide(presentity, *edit, from.device, core_.now(), core_.terms(), std::move(zone));
  });
}

void Intake::on_device(const topics::Up& from, std::string_view payload) {
  const auto report = decode_device_report(payload);
  if (!report) return refuse(from, report.error());
  on_edit(from, report->revision, [&](Presentity& presentity) {
    return decide(presentity, *report, from.device, core_.now(), core_.terms());
  });
}

void Intake::on_watch(const topics::Up& from, std::string_view payload) {
  const auto edit = decode_watch_edit(payload);
  if (!edit) return refuse(from, edit.error());
  on_edit(from, edit->revision,
          [&](Presentity& presentity) { return decide(presentity, *edit, from.device, core_.now()); });
}

void Intake::on_account(const topics::Up& from, std::string_view payload) {
  const auto edit = decode_account_edit(payload);
  if (!edit) return refuse(from, edit.error());
  on_edit(from, edit->revision,
          [&](Presentity& presentity) { return decide(presentity, *edit, from.device, core_.now()); });
}

void Intake::on_ask(const topics::Up& from, std::string_view payload) {
  const auto request = decode_status_request(payload);
  if (!request) return refuse(from, request.error());
  const std::lock_guard lock(core_.mutex);
  auto answered = answer_request(core_, from.user, *request);
  if (!answered) return unavailable(from, request->correlation, answered.error());
  answer(from, answered->receipt, std::move(answered->marks));
}

void Intake::on_query(const topics::Up& from, std::string_view payload) {
  const auto query = decode_query(payload);
  if (!query) return refuse(from, query.error());
  const std::lock_guard lock(core_.mutex);
  const auto receipt = answer_query(core_, from.user, *query);
  if (!receipt) return unavailable(from, query->correlation, receipt.error());
  answer(from, *receipt, {});
}

void Intake::commit(const topics::Up& from, const Presentity& presentity, Decision decision) {
  const Receipt receipt = std::move(decision.receipt);
  const bool refused = receipt.outcome == Outcome::refused;
  refused ? count("refused_", name(receipt.reason)) : count("", name(receipt.outcome));
  Along along;
  if (!refused && presentity.account().erasing) {
    along.unregistered = from.user;
  } else if (!refused && !core_.registry.contains(from.user)) {
    along.registered = from.user;
    decision.dirty.push_back({TargetKind::backfill, from.user, kEverybody});
  }
  auto marks = carry_out(core_, presentity, std::move(decision), along);
  if (!marks) return unavailable(from, receipt.request, marks.error());
  answer(from, receipt, std::move(*marks));
}

void Intake::count(std::string_view prefix, std::string_view what) {
  core_.counters.counter(std::string{prefix} + std::string{what}).add();
}

void Intake::answer(const topics::Up& from, const Receipt& receipt, std::vector<Mark> marks) {
  committer_.add(topics::build(topics::Re{from.user, from.device}), encode(receipt), std::move(marks));
}

void Intake::refuse(const topics::Up& from, const Refusal& refusal) {
  count("refused_", name(refusal.reason));
  answer(from, receipt_of(refusal), {});
}

void Intake::unavailable(const topics::Up& from, std::uint64_t request, const Error& error) {
  core_.counters.counter("refused_unavailable").add();
  core_.log.error("store failed", {{"error", error.code.message()}});
  Receipt receipt;
  receipt.request = request;
  receipt.outcome = Outcome::refused;
  receipt.reason = Reason::unavailable;
  answer(from, receipt, {});
}

}  // namespace facet::resolver
