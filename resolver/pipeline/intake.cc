#include "resolver/pipeline/intake.h"

#include <utility>

#include "resolver/domain/decide.h"
#include "resolver/domain/rules.h"
#include "resolver/pipeline/carry_out.h"
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
  }
}

void Intake::on_groups(const topics::Up& from, std::string_view payload) {
  const auto edit = decode_groups_edit(payload);
  if (!edit) return refuse(from, edit.error());
  on_edit(from, *edit);
}

void Intake::on_status(const topics::Up& from, std::string_view payload) {
  const auto edit = decode_status_edit(payload);
  if (!edit) return refuse(from, edit.error());
  on_edit(from, *edit);
}

template <typename Edit>
void Intake::on_edit(const topics::Up& from, const Edit& edit) {
  const std::lock_guard lock(core_.mutex);
  const auto presentity = core_.presentities.get(from.user);
  if (!presentity) return unavailable(from, edit.revision.value(), presentity.error());
  commit(from, **presentity, decide(**presentity, edit, from.device, core_.clock.now()));
}

void Intake::on_device(const topics::Up& from, std::string_view payload) {
  const auto report = decode_device_report(payload);
  if (!report) return refuse(from, report.error());
  const std::lock_guard lock(core_.mutex);
  const auto presentity = core_.presentities.get(from.user);
  if (!presentity) return unavailable(from, report->revision.value(), presentity.error());
  commit(from, **presentity, decide(**presentity, *report, from.device, core_.clock.now(), core_.grace));
}

void Intake::on_ask(const topics::Up& from, std::string_view payload) {
  const auto request = decode_status_request(payload);
  if (!request) return refuse(from, request.error());
  Receipt receipt;
  receipt.request = request->correlation;
  receipt.outcome = Outcome::accepted;
  const std::lock_guard lock(core_.mutex);
  for (const UserId id : request->presentities) {
    const auto presentity = core_.presentities.get(id);
    if (!presentity) return unavailable(from, request->correlation, presentity.error());
    receipt.answers.push_back({id, view_of(**presentity, from.user, core_.shown_at())});
  }
  answer(from, receipt, {});
}

void Intake::commit(const topics::Up& from, const Presentity& presentity, Decision decision) {
  const Receipt receipt = std::move(decision.receipt);
  const bool refused = receipt.outcome == Outcome::refused;
  refused ? count("refused_", name(receipt.reason)) : count("", name(receipt.outcome));
  Along along;
  if (!refused && !core_.registry.contains(from.user)) {
    along.registered = from.user;
    decision.dirty.push_back({TargetKind::backfill, from.user, 0});
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
