#include "schemas/decode.h"
#include "schemas/decode_parts.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/receipt_generated.h"
#include "schemas/verify.h"

// Numbers that this version does not know (outcomes, reasons, rules, overlays, causes, stances) are kept: a
// newer resolver answers older phones too.
namespace facet {
namespace {

using decode_parts::at;
using decode_parts::Check;
using verify::refuse;
using verify::size_of;
using verify::text_of;
using verify::time_of;

Check check(std::uint64_t user, const wire::View* view) {
  if (!UserId{user}.valid()) return refuse(Reason::bad_value, "user_id");
  if (view == nullptr) return refuse(Reason::bad_value, "view");
  return decode_parts::check(*view);
}

Check check_answers(const wire::Receipt& receipt) {
  if (size_of(receipt.answers()) > limits::kPresentitiesPerRequest) {
    return refuse(Reason::over_limit, "presentities_per_request", limits::kPresentitiesPerRequest);
  }
  for (std::size_t i = 0; i < size_of(receipt.answers()); ++i) {
    const auto* answer = at(receipt.answers(), i);
    if (auto wrong = check(answer->presentity(), answer->view())) return wrong;
  }
  return std::nullopt;
}

Check check_seen(const wire::Receipt& receipt) {
  for (std::size_t i = 0; i < size_of(receipt.seen()); ++i) {
    const auto* seen = at(receipt.seen(), i);
    if (auto wrong = check(seen->watcher(), seen->view())) return wrong;
    if (auto wrong = decode_parts::check(seen->override_setting())) return wrong;
  }
  return std::nullopt;
}

Check check_log(const wire::Receipt& receipt) {
  for (std::size_t i = 0; i < size_of(receipt.log()); ++i) {
    const auto* lines = at(receipt.log(), i)->lines();
    if (size_of(lines) > limits::kLogLines) {
      return refuse(Reason::over_limit, "log_lines", limits::kLogLines);
    }
    for (std::size_t j = 0; j < size_of(lines); ++j) {
      if (auto wrong = verify::check_activity(static_cast<std::uint8_t>(at(lines, j)->activity()))) {
        return wrong;
      }
    }
  }
  return std::nullopt;
}

Check check_sources(const wire::Receipt& receipt) {
  if (!verify::is_aligned(receipt.sources())) return refuse(Reason::malformed);
  for (std::size_t i = 0; i < size_of(receipt.sources()); ++i) {
    if (!UserId{at(receipt.sources(), i)->presentity()}.valid()) return refuse(Reason::bad_value, "user_id");
  }
  return std::nullopt;
}

Check check(const wire::Receipt& receipt) {
  if (receipt.outcome() == wire::Outcome::unset) return refuse(Reason::bad_value, "outcome");
  if (auto wrong = verify::check_text(receipt.limit(), limits::kGroupNameBytes, "limit")) return wrong;
  if (auto wrong = check_answers(receipt)) return wrong;
  for (const auto rows : {size_of(receipt.seen()), size_of(receipt.log()), size_of(receipt.sources())}) {
    if (rows <= limits::kRowsPerReceipt) continue;
    return refuse(Reason::over_limit, "rows_per_receipt", limits::kRowsPerReceipt);
  }
  if (auto wrong = check_seen(receipt)) return wrong;
  if (auto wrong = check_log(receipt)) return wrong;
  return check_sources(receipt);
}

Seen value_of(const wire::Seen& seen) {
  Seen value;
  value.watcher = UserId{seen.watcher()};
  value.view = decode_parts::value_of(*seen.view());
  value.rule = static_cast<Rule>(seen.rule());
  value.group = GroupId{seen.group()};
  value.overlay = static_cast<Overlay>(seen.overlay());
  value.blocked = seen.blocked();
  value.override_setting = decode_parts::value_of(seen.override_setting());
  value.follows_until = time_of(seen.follows_until());
  value.former = seen.former();
  return value;
}

LogEntry value_of(const wire::LogEntry& entry) {
  LogEntry value{time_of(entry.at()), static_cast<Cause>(entry.cause()), DeviceId{entry.device()}, {}};
  for (std::size_t i = 0; i < size_of(entry.lines()); ++i) {
    const auto* line = at(entry.lines(), i);
    value.lines.push_back({static_cast<Rule>(line->rule()), GroupId{line->group()},
                           static_cast<Activity>(line->activity()), line->watchers()});
  }
  return value;
}

Source value_of(const wire::Source& source) {
  return {UserId{source.presentity()}, static_cast<Stance>(source.stance()), source.known(),
          source.published()};
}

Answer value_of(const wire::Answer& answer) {
  return {UserId{answer.presentity()}, decode_parts::value_of(*answer.view())};
}

template <typename Vector, typename Value>
void read(const Vector* rows, std::vector<Value>& values) {
  values.reserve(size_of(rows));
  for (std::size_t i = 0; i < size_of(rows); ++i) values.push_back(value_of(*at(rows, i)));
}

}  // namespace

Decoded<Receipt> decode_receipt(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_receipt(*copy);
  const auto root = verify::root<wire::Receipt>(payload, identifier(Kind::receipt), limits::kReceiptBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& receipt = **root;
  if (auto wrong = check(receipt)) return tl::unexpected(std::move(*wrong));
  Receipt value;
  value.request = receipt.request();
  value.outcome = static_cast<Outcome>(receipt.outcome());
  value.reason = static_cast<Reason>(receipt.reason());
  value.limit = text_of(receipt.limit());
  value.limit_value = receipt.limit_value();
  value.revision = Revision{receipt.revision()};
  read(receipt.answers(), value.answers);
  read(receipt.seen(), value.seen);
  read(receipt.log(), value.log);
  read(receipt.sources(), value.sources);
  value.next = receipt.next();
  return value;
}

}  // namespace facet
