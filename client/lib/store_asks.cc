#include "client/lib/store_asks.h"

#include "client/lib/store.h"
#include "schemas/decode.h"
#include "schemas/encode.h"

namespace facet::client {
namespace {

constexpr std::chrono::minutes kAbandoned{10};

std::int64_t to_column(std::uint64_t correlation) {
  return static_cast<std::int64_t>(correlation);
}

}  // namespace

Status add_ask(Database& db, const StatusRequest& request, Time now) {
  return db.atomically([&]() -> Status {
    // Also after the clock was set back: what was asked "later" is as lost.
    auto done = db.run("DELETE FROM asks WHERE asked_at NOT BETWEEN ? AND ?",
                       {client::to_column(now - kAbandoned), client::to_column(now + kAbandoned)});
    if (!done) return done;
    return db.run("INSERT INTO asks(correlation, request, asked_at) VALUES (?, ?, ?)",
                  {to_column(request.correlation), Blob{encode(request)}, client::to_column(now)});
  });
}

Result<std::vector<WaitingAsk>> waiting_asks(Database& db) {
  std::vector<WaitingAsk> asks;
  auto read = db.each("SELECT correlation, request FROM asks WHERE receipt IS NULL", {}, [&](const Row& row) {
    asks.push_back({static_cast<std::uint64_t>(row.integer(0)), row.bytes(1)});
  });
  if (!read) return fail(read.error());
  return asks;
}

Status answer_ask(Database& db, std::uint64_t correlation, const Receipt& receipt) {
  return db.run("UPDATE asks SET receipt = ? WHERE correlation = ?",
                {Blob{encode(receipt)}, to_column(correlation)});
}

Result<std::optional<Receipt>> read_answer(Database& db, std::uint64_t correlation) {
  std::optional<Receipt> answer;
  auto read = db.each("SELECT receipt FROM asks WHERE correlation = ? AND receipt IS NOT NULL",
                      {to_column(correlation)}, [&](const Row& row) {
                        if (auto receipt = decode_receipt(row.bytes(0))) answer = std::move(*receipt);
                      });
  if (!read) return fail(read.error());
  return answer;
}

Status erase_ask(Database& db, std::uint64_t correlation) {
  return db.run("DELETE FROM asks WHERE correlation = ?", {to_column(correlation)});
}

}  // namespace facet::client
