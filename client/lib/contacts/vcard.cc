#include "client/lib/contacts/vcard.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "client/lib/contacts/card.h"
#include "client/lib/contacts/errors.h"
#include "client/lib/contacts/unfold.h"
#include "schemas/limits.h"

namespace facet::contacts {
namespace {

bool is_vcard(const Property& property) {
  return equals_ignoring_case(trim(property.value), "VCARD");
}

// Follows BEGIN and END and gives each property to the card it belongs to.
class BookReader {
 public:
  explicit BookReader(const ReadOptions& options) : options_(options) {}

  bool keep_fold_blank() const { return card_ && card_->is_version_2(); }

  void take(const Line& line) {
    const std::optional<Property> property = parse_property(line.text);
    if (property && property->name == "BEGIN" && is_vcard(*property)) {
      begin(line);
    } else if (property && property->name == "END" && is_vcard(*property)) {
      end(line);
    } else if (!card_ || !property) {
      stray(line);
    } else {
      inside(line, *property);
    }
    list_problems();
  }

  AddressBook finish() {
    report_stray();
    if (card_) lose_open_card();
    list_problems();
    std::stable_sort(book_.problems.begin(), book_.problems.end(),
                     [](const Problem& a, const Problem& b) { return a.line < b.line; });
    return std::move(book_);
  }

 private:
  void begin(const Line& line) {
    report_stray();
    ++book_.begun;
    if (card_ && after_agent_) {
      ++nested_;
      after_agent_ = false;
      return lose(line.number, card_->display_name(), "a card inside of this card (AGENT) is not read");
    }
    if (card_) lose_open_card();
    after_base64_ = false;
    card_.emplace(line.number, options_.charset, decoder_, pending_);
  }

  void end(const Line& line) {
    if (!card_) return stray(line);
    report_stray();
    after_agent_ = false;
    after_base64_ = false;
    if (nested_ > 0) {
      --nested_;
      return;
    }
    const std::size_t card_line = card_->line();
    Card card = card_->take();
    card_.reset();
    if (book_.cards.size() < limits::kVcardCards) {
      book_.cards.push_back(std::move(card));
    } else {
      lose(card_line, card.display_name,
           "more than " + std::to_string(limits::kVcardCards) + " cards (vcard_cards); import it in parts");
    }
  }

  void inside(const Line& line, const Property& property) {
    report_stray();
    after_base64_ = property.encoding == Encoding::base64;
    after_agent_ = property.name == "AGENT" && trim(property.value).empty();
    if (nested_ > 0) return;
    if (line.cut) return card_->add_cut(property, line.number);
    card_->add(property, line.number);
  }

  // A line that is no property, or is in no card. Reported once per run of such lines.
  void stray(const Line& line) {
    if (trim(line.text).empty()) {
      after_base64_ = false;
      return;
    }
    if (card_ && (nested_ > 0 || (after_base64_ && is_base64_rest(line.text)))) return;
    if (stray_lines_++ == 0) first_stray_ = line.number;
  }

  void report_stray() {
    if (stray_lines_ == 0) return;
    const std::string lines =
        stray_lines_ == 1 ? "a line that is" : std::to_string(stray_lines_) + " lines that are";
    const std::string what = lines + (card_ ? " no vCard property: left out" : " in no card: left out");
    pending_.push_back({.line = first_stray_, .name = card_ ? card_->display_name() : "", .what = what});
    stray_lines_ = 0;
  }

  void lose_open_card() {
    lose(card_->line(), card_->display_name(),
         "the card has no END:VCARD; the file is damaged here, export this contact again");
    card_.reset();
    nested_ = 0;
    after_agent_ = false;
  }

  void lose(std::size_t line, std::string name, std::string what) {
    ++book_.lost;
    pending_.push_back({.line = line, .name = std::move(name), .what = std::move(what), .lost_card = true});
  }

  void list_problems() {
    for (Problem& problem : pending_) {
      if (book_.problems.size() < limits::kVcardProblems) {
        book_.problems.push_back(std::move(problem));
      } else {
        ++book_.unlisted_problems;
      }
    }
    pending_.clear();
  }

  const ReadOptions& options_;
  Decoder decoder_;
  AddressBook book_;
  std::vector<Problem> pending_;
  std::optional<CardBuilder> card_;
  std::size_t nested_ = 0;     // cards open inside of card_
  bool after_agent_ = false;   // the property before was an AGENT that announces a card
  bool after_base64_ = false;  // a base64 value may go on without a blank
  std::size_t stray_lines_ = 0;
  std::size_t first_stray_ = 0;
};

std::string megabytes(std::size_t bytes) {
  return std::to_string(bytes >> 20U) + " MiB";
}

}  // namespace

Result<AddressBook> read_vcards(std::string_view file, const ReadOptions& options) {
  if (file.size() > limits::kVcardFileBytes) {
    return fail(errc::file_too_large, megabytes(file.size()) + ", at most " +
                                          megabytes(limits::kVcardFileBytes) + " (vcard_file_bytes)");
  }
  if (!options.charset.empty() && !is_known_charset(options.charset)) {
    return fail(errc::unknown_charset, options.charset);
  }
  std::string storage;
  const FileText whole = file_text(file, storage);
  LineReader lines{whole.text};
  BookReader reader{options};
  while (const auto line = lines.next(reader.keep_fold_blank())) reader.take(*line);
  AddressBook book = reader.finish();
  if (book.begun == 0) return fail(errc::no_cards);
  if (whole.damaged) {
    book.problems.insert(book.problems.begin(),
                         Problem{.line = 1, .name = {}, .what = "parts of the file are no valid UTF-16"});
  }
  return book;
}

}  // namespace facet::contacts
