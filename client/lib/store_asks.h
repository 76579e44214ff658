#pragma once

#include <optional>
#include <vector>

#include "client/lib/sqlite.h"
#include "schemas/messages.h"
#include "schemas/topics.h"

// Questions on their way: written by whoever asks, answered by whichever process is online. What has several
// pages is one thread, which that process follows to its end by itself.
namespace facet::client {

struct Question {
  std::uint64_t correlation = 0;
  topics::UpKind kind{};  // ask or query
  Bytes request;          // a StatusRequest or Query payload
};
Question question(const StatusRequest& request);
Question question(const Query& query);

// The first, or only, one of a thread. Also drops what was left by processes that did not wait for their
// answer.
Status add_ask(Database& db, const Question& question, Time now);
Result<std::vector<Question>> waiting_asks(Database& db);
// With the question for the next page, if there is one and the thread is not longer than any answer can be.
Status answer_ask(Database& db, std::uint64_t correlation, const Receipt& receipt);
// All pages, once the last is there, or a refusal.
Result<std::optional<std::vector<Receipt>>> read_answer(Database& db, std::uint64_t correlation);
Status erase_ask(Database& db, std::uint64_t correlation);  // the thread that begins with it

}  // namespace facet::client
