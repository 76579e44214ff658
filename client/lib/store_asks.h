#pragma once

#include <optional>
#include <vector>

#include "client/lib/sqlite.h"
#include "schemas/messages.h"

// Questions on their way: written by whoever asks, answered by whichever process is online.
namespace facet::client {

struct WaitingAsk {
  std::uint64_t correlation = 0;
  Bytes request;  // a StatusRequest payload
};

// Also drops what was left by processes that did not wait for their answer.
Status add_ask(Database& db, const StatusRequest& request, Time now);
Result<std::vector<WaitingAsk>> waiting_asks(Database& db);
Status answer_ask(Database& db, std::uint64_t correlation, const Receipt& receipt);
// The answer, once there is one.
Result<std::optional<Receipt>> read_answer(Database& db, std::uint64_t correlation);
Status erase_ask(Database& db, std::uint64_t correlation);

}  // namespace facet::client
