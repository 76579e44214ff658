#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include <algorithm>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver::rocks {
namespace {

constexpr std::string_view kTrimmedKey = "journal-trimmed";

rocksdb::Slice slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace

Result<std::vector<Mark>> RocksDbStore::marks() {
  std::vector<Mark> marks;
  const Database::Range all{.column = Column::outbox, .from = {}, .before = {}, .at = nullptr};
  const auto scanned = database_->scan(all, [&](auto key, auto value) -> Result<bool> {
    const auto target = parse_target_key(key);
    if (!target) return damaged(Column::outbox);
    const auto version = decode_number_record(Column::outbox, value);
    if (!version) return tl::unexpected(version.error());
    marks.push_back({*target, *version});
    return true;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return marks;
}

Status RocksDbStore::published(const std::vector<Mark>& cleared, const std::vector<Published>& journal) {
  if (cleared.empty() && journal.empty()) return {};
  const std::lock_guard lock{outbox_};
  rocksdb::WriteBatch batch;
  if (auto compared = clear(cleared, batch); !compared) return compared;
  const Journal next = append(journal, batch);
  if (batch.Count() == 0) return {};
  if (auto written = database_->write(batch); !written) return written;
  journal_ = next;
  return {};
}

Status RocksDbStore::clear(const std::vector<Mark>& cleared, rocksdb::WriteBatch& batch) {
  std::vector<TargetKey> keys;
  std::vector<rocksdb::Slice> slices;
  keys.reserve(cleared.size());
  slices.reserve(cleared.size());
  for (const auto& mark : cleared) slices.push_back(slice(keys.emplace_back(target_key(mark.target)).view()));

  std::vector<rocksdb::PinnableSlice> stored(cleared.size());
  std::vector<rocksdb::Status> found(cleared.size());
  auto* outbox = database_->column(Column::outbox);
  database_->db().MultiGet(rocksdb::ReadOptions{}, outbox, cleared.size(), slices.data(), stored.data(),
                           found.data());
  for (std::size_t i = 0; i < cleared.size(); ++i) {
    if (found[i].IsNotFound()) continue;
    if (!found[i].ok()) return failed(found[i], "cannot read");
    const auto version = decode_number_record(Column::outbox, stored[i].ToStringView());
    if (!version) return tl::unexpected(version.error());
    if (*version == cleared[i].version) batch.Delete(outbox, slices[i]);
  }
  return {};
}

RocksDbStore::Journal RocksDbStore::append(const std::vector<Published>& entries,
                                           rocksdb::WriteBatch& batch) {
  auto* column = database_->column(Column::journal);
  Journal next = journal_;
  std::string record;
  for (const auto& entry : entries) {
    encode_target_record(entry.target, record);
    batch.Put(column, slice(sequence_key(entry.sequence).view()), record);
    next.last = std::max(next.last, entry.sequence);
  }
  // In steps: a range deletion is cheap to write, and dear to have many of.
  const std::size_t step = std::max<std::size_t>(journal_entries_ / 10, 1);
  if (next.last - next.trimmed < journal_entries_ + step) return next;
  next.trimmed = next.last - journal_entries_;
  batch.DeleteRange(column, slice(sequence_key(0).view()), slice(sequence_key(next.trimmed + 1).view()));
  encode_number_record(next.trimmed, record);
  batch.Put(database_->column(Column::meta), slice(kTrimmedKey), record);
  return next;
}

Result<std::optional<std::vector<Target>>> RocksDbStore::published_since(std::uint64_t after) {
  Database::Snapshot now;
  {
    const std::lock_guard lock{outbox_};
    if (after < journal_.trimmed || after > journal_.last) return std::nullopt;
    if (after == journal_.last) return std::vector<Target>{};
    now = database_->snapshot();
  }
  std::vector<Target> targets;
  const auto from = sequence_key(after + 1);  // below the last one, so it does not wrap
  const Database::Range range{.column = Column::journal, .from = from.view(), .before = {}, .at = now};
  const auto scanned = database_->scan(range, [&](auto, auto value) -> Result<bool> {
    const auto target = decode_target_record(value);
    if (!target) return tl::unexpected(target.error());
    targets.push_back(*target);
    return true;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return targets;
}

Result<std::uint64_t> RocksDbStore::last_published() {
  const std::lock_guard lock{outbox_};
  return journal_.last;
}

Status RocksDbStore::read_journal_ends() {
  const auto trimmed = database_->get(Column::meta, kTrimmedKey);
  if (!trimmed) return tl::unexpected(trimmed.error());
  if (*trimmed) {
    const auto sequence = decode_number_record(Column::meta, **trimmed);
    if (!sequence) return tl::unexpected(sequence.error());
    journal_.trimmed = *sequence;
  }
  const auto at = database_->cursor(Column::journal);
  at->SeekToLast();
  if (at->Valid()) {
    const auto last = parse_sequence_key(at->key().ToStringView());
    if (!last) return damaged(Column::journal);
    journal_.last = *last;
  }
  if (!at->status().ok()) return failed(at->status(), "cannot read");
  if (journal_.last < journal_.trimmed) return damaged(Column::journal);  // the newest is never trimmed
  return {};
}

}  // namespace facet::resolver::rocks
