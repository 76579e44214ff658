#include "client/lib/store_asks.h"

#include "client/lib/store.h"
#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/limits.h"

namespace facet::client {
namespace {

constexpr std::chrono::minutes kAbandoned{10};
// Everybody that one person may know, be followed by or have said something of.
constexpr std::size_t kLongestThread =
    (limits::kContactsPerUser + limits::kFollowersPerUser + limits::kStancesPerUser) /
    limits::kRowsPerReceipt;

std::int64_t to_column(std::uint64_t correlation) {
  return static_cast<std::int64_t>(correlation);
}

struct AskRow {
  Question question;
  std::int64_t thread = 0;
  std::int64_t place = 0;
  std::int64_t asked_at = 0;
};

topics::UpKind to_kind(std::string_view column) {
  return column == topics::name(topics::UpKind::query) ? topics::UpKind::query : topics::UpKind::ask;
}

Status insert(Database& db, const AskRow& row) {
  return db.run(
      "INSERT INTO asks(correlation, thread, place, kind, request, asked_at) VALUES (?, ?, ?, ?, ?, ?)",
      {to_column(row.question.correlation), row.thread, row.place, topics::name(row.question.kind),
       Blob{row.question.request}, row.asked_at});
}

Result<std::vector<AskRow>> select(Database& db, const std::string& where,
                                   std::initializer_list<Value> values = {}) {
  std::vector<AskRow> rows;
  auto read = db.each(
      "SELECT correlation, kind, request, thread, place, asked_at FROM asks WHERE " + where, values,
      [&](const Row& row) {
        rows.push_back({{static_cast<std::uint64_t>(row.integer(0)), to_kind(row.bytes(1)), row.bytes(2)},
                        row.integer(3),
                        row.integer(4),
                        row.integer(5)});
      });
  if (!read) return fail(read.error());
  return rows;
}

// Pages go forward: a resolver that sends the same one for ever is not followed.
std::optional<AskRow> next_page(const AskRow& row, const Receipt& receipt) {
  if (row.question.kind != topics::UpKind::query || receipt.next == 0) return std::nullopt;
  auto query = decode_query(row.question.request);
  if (!query || query->after == receipt.next) return std::nullopt;
  if (row.place + 1 >= static_cast<std::int64_t>(kLongestThread)) return std::nullopt;
  query->after = receipt.next;
  query->correlation = row.question.correlation + 2;  // stays odd: 0 means: could not be read
  return AskRow{question(*query), row.thread, row.place + 1, row.asked_at};
}

}  // namespace

Question question(const StatusRequest& request) {
  return {request.correlation, topics::UpKind::ask, encode(request)};
}

Question question(const Query& query) {
  return {query.correlation, topics::UpKind::query, encode(query)};
}

Status add_ask(Database& db, const Question& question, Time now) {
  return db.atomically([&]() -> Status {
    // Also after the clock was set back: what was asked "later" is as lost.
    auto done = db.run("DELETE FROM asks WHERE asked_at NOT BETWEEN ? AND ?",
                       {client::to_column(now - kAbandoned), client::to_column(now + kAbandoned)});
    if (!done) return done;
    return insert(db, {question, to_column(question.correlation), 0, client::to_column(now)});
  });
}

Result<std::vector<Question>> waiting_asks(Database& db) {
  auto rows = select(db, "receipt IS NULL");
  if (!rows) return fail(rows.error());
  std::vector<Question> asks;
  for (auto& row : *rows) asks.push_back(std::move(row.question));
  return asks;
}

Status answer_ask(Database& db, std::uint64_t correlation, const Receipt& receipt) {
  return db.atomically([&]() -> Status {
    const auto rows = select(db, "correlation = ?", {to_column(correlation)});
    if (!rows) return fail(rows.error());
    if (rows->empty()) return {};  // nobody waits for it any more
    auto done = db.run("UPDATE asks SET receipt = ? WHERE correlation = ?",
                       {Blob{encode(receipt)}, to_column(correlation)});
    const auto next = next_page(rows->front(), receipt);
    return done && next ? insert(db, *next) : done;
  });
}

Result<std::optional<std::vector<Receipt>>> read_answer(Database& db, std::uint64_t correlation) {
  std::vector<Receipt> pages;
  bool all = true;
  auto read = db.each("SELECT receipt FROM asks WHERE thread = ? ORDER BY place", {to_column(correlation)},
                      [&](const Row& row) {
                        auto receipt = decode_receipt(row.bytes(0));
                        all = all && receipt.has_value();
                        if (receipt) pages.push_back(std::move(*receipt));
                      });
  if (!read) return fail(read.error());
  if (!all || pages.empty()) return std::nullopt;
  return pages;
}

Status erase_ask(Database& db, std::uint64_t correlation) {
  return db.run("DELETE FROM asks WHERE thread = ?", {to_column(correlation)});
}

}  // namespace facet::client
