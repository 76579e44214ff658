#include "resolver/pipeline/intake.h"

#include <utility>

#include "resolver/domain/decide.h"
#include "resolver/domain/rules.h"
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
  commit(from, decide(**presentity, edit, from.device, core_.clock.now()));
}

void Intake::on_device(const topics::Up& from, std::string_view payload) {
  const auto report = decode_device_report(payload);
  if (!report) return refuse(from, report.error());
  const std::lock_guard lock(core_.mutex);
  const auto presentity = core_.presentities.get(from.user);
  if (!presentity) return unavailable(from, report->revision.value(), presentity.error());
  Decision decision;
  decision.receipt.request = report->revision.value();
  decision.receipt.outcome = Outcome::accepted;
  decision.receipt.revision = (*presentity)->newest();
  commit(from, std::move(decision));
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

void Intake::commit(const topics::Up& from, Decision decision) {
  const bool refused = decision.receipt.outcome == Outcome::refused;
  refused ? count("refused_", name(decision.receipt.reason)) : count("", name(decision.receipt.outcome));
  const bool newcomer = !refused && !core_.registry.contains(from.user);
  if (newcomer) decision.dirty.push_back({TargetKind::backfill, from.user, 0});

  std::vector<Target> unchanged;
  for (const auto& left : decision.left) {
    (core_.outbox.has(left.audience) ? decision.dirty : unchanged).push_back(left.watcher);
  }
  Commit commit{from.user,
                std::move(decision.writes),
                core_.outbox.stamp(decision.dirty),
                std::move(decision.timers),
                std::move(decision.cancelled),
                std::nullopt};
  if (newcomer) commit.registered = from.user;
  const bool nothing =
      commit.writes.empty() && commit.marks.empty() && commit.timers.empty() && commit.fired.empty();
  if (!nothing) {
    if (const auto stored = core_.store.commit(commit); !stored) {
      core_.presentities.evict(from.user);
      return unavailable(from, decision.receipt.request, stored.error());
    }
    if (newcomer) core_.registry.add(from.user);
    core_.outbox.add(commit.marks);
    core_.outbox.note(unchanged);
  }
  answer(from, decision.receipt, std::move(commit.marks));
}

void Intake::count(std::string_view prefix, std::string_view what) {
  core_.counters.counter(std::string{prefix} + std::string{what}).add();
}

void Intake::answer(const topics::Up& from, const Receipt& receipt, std::vector<Mark> marks) {
  committer_.add(topics::build(topics::Re{from.user, from.device}), encode(receipt), std::move(marks));
}

void Intake::refuse(const topics::Up& from, const Refusal& refusal) {
  count("refused_", name(refusal.reason));
  Receipt receipt;
  receipt.request = refusal.request;
  receipt.outcome = Outcome::refused;
  receipt.reason = refusal.reason;
  receipt.limit = refusal.limit;
  receipt.limit_value = refusal.limit_value;
  answer(from, receipt, {});
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
