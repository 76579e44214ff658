#include <utility>

#include "client/lib/sync_engine.h"
#include "schemas/decode.h"

// What a Receipt means for what is waiting for it.
namespace facet::client {

using ReceiptOutcome = facet::Outcome;

Actions SyncEngine::take_receipt(std::string_view payload, Mono now) {
  auto receipt = decode_receipt(payload);
  if (!receipt) return drop_rubbish();
  Actions actions;
  if (receipt->revision != Revision{}) actions.emplace_back(action::Saw{receipt->revision});
  Actions more;
  if (report_ && receipt->request == report_revision_.value()) {
    more = take_report_receipt(std::move(*receipt), now);
  } else if (edit_ && receipt->request == edit_->edit.revision.value()) {
    more = take_edit_receipt(std::move(*receipt), now);
  } else if (asks_.contains(receipt->request)) {
    more = take_answer(std::move(*receipt), now);
  }  // else the second receipt of what was sent twice
  actions.insert(actions.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  return actions;
}

Actions SyncEngine::take_report_receipt(Receipt receipt, Mono now) {
  Actions actions;
  if (leaving_) {
    report_.reset();  // whatever it says: there is nothing more to do about it
  } else if (receipt.outcome != ReceiptOutcome::refused) {
    report_.reset();
    if (!std::exchange(complete_, true)) actions.emplace_back(action::Complete{views_});
    actions.emplace_back(action::Reported{report_state_});
  } else if (receipt.reason == Reason::unavailable) {
    report_->due = now + report_->unavailable.grow();
  } else {
    report_.reset();
    if (receipt.reason == Reason::clock_ahead || receipt.reason == Reason::too_old) {
      actions.emplace_back(action::Reclock{report_revision_, std::nullopt, std::move(receipt)});
    } else {
      actions.emplace_back(action::GiveUp{std::move(receipt)});
    }
  }
  return actions;
}

Actions SyncEngine::take_edit_receipt(Receipt receipt, Mono now) {
  const bool refused = receipt.outcome == ReceiptOutcome::refused;
  if (refused && receipt.reason == Reason::unavailable) {
    edit_->waiting.due = now + edit_->waiting.unavailable.grow();
    return {};
  }
  auto edit = std::move(edit_->edit);
  edit_.reset();
  Actions actions;
  if (refused && (receipt.reason == Reason::too_old || receipt.reason == Reason::clock_ahead)) {
    const auto revision = edit.revision;
    actions.emplace_back(action::Reclock{revision, std::move(edit), std::move(receipt)});
  } else {
    actions.emplace_back(action::Settle{std::move(edit), std::move(receipt)});
  }
  return actions;
}

Actions SyncEngine::take_answer(Receipt receipt, Mono now) {
  const auto ask = asks_.find(receipt.request);
  if (receipt.outcome == ReceiptOutcome::refused && receipt.reason == Reason::unavailable) {
    ask->second.due = now + ask->second.unavailable.grow();
    return {};
  }
  const auto correlation = ask->first;
  asks_.erase(ask);
  Actions actions;
  actions.emplace_back(action::Answered{correlation, std::move(receipt)});
  return actions;
}

}  // namespace facet::client
