#include "client/cli/time_text.h"

#include <cctype>

namespace facet::cli {
namespace {

using std::chrono::days;
using std::chrono::seconds;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Reads from the front of a text, and says whether it could.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  bool literal(std::string_view one_of) {
    if (text_.empty() || one_of.find(text_.front()) == std::string_view::npos) return false;
    text_.remove_prefix(1);
    return true;
  }
  // `least` to `most` digits, all that are there.
  std::optional<int> digits(std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < text_.size() && is_digit(text_[count])) {
      if (count == most) return std::nullopt;
      value = value * 10 + (text_[count++] - '0');
    }
    if (count < least) return std::nullopt;
    text_.remove_prefix(count);
    return value;
  }
  void blanks() {
    while (literal(" ")) {
    }
  }
  std::optional<char> letter() {
    if (text_.empty()) return std::nullopt;
    const char c = text_.front();
    text_.remove_prefix(1);
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }

 private:
  std::string_view text_;
};

std::optional<seconds> unit(char letter) {
  switch (letter) {
    case 'w':
      return days{7};
    case 'd':
      return days{1};
    case 'h':
      return std::chrono::hours{1};
    case 'm':
      return std::chrono::minutes{1};
    case 's':
      return seconds{1};
    default:
      return std::nullopt;
  }
}

bool in_range(const std::tm& fields) {
  return fields.tm_hour < 24 && fields.tm_min < 60 && fields.tm_sec < 60;
}

bool scan_date(Scanner& scanner, std::tm& fields) {
  const auto year = scanner.digits(4, 4);
  if (!year || !scanner.literal("-")) return false;
  const auto month = scanner.digits(2, 2);
  if (!month || !scanner.literal("-")) return false;
  const auto day = scanner.digits(2, 2);
  if (!day || !scanner.literal("Tt ")) return false;
  using namespace std::chrono;
  const year_month_day date{std::chrono::year{*year}, std::chrono::month(static_cast<unsigned>(*month)),
                            std::chrono::day(static_cast<unsigned>(*day))};
  fields.tm_year = *year - 1900;
  fields.tm_mon = *month - 1;
  fields.tm_mday = *day;
  return date.ok();
}

bool scan_clock(Scanner& scanner, std::tm& fields) {
  const auto hour = scanner.digits(1, 2);
  if (!hour || !scanner.literal(":")) return false;
  const auto minute = scanner.digits(2, 2);
  if (!minute) return false;
  fields.tm_hour = *hour;
  fields.tm_min = *minute;
  if (scanner.literal(":")) {
    const auto second = scanner.digits(2, 2);
    if (!second) return false;
    fields.tm_sec = *second;
  }
  return in_range(fields);
}

}  // namespace

std::optional<seconds> scan_duration(std::string_view text) {
  Scanner scanner{text};
  scanner.blanks();
  if (scanner.at_end()) return std::nullopt;
  seconds sum{0};
  seconds last = seconds::max();  // units only get smaller: "30m1h" and "1h1h" are mistakes
  while (!scanner.at_end()) {
    const auto count = scanner.digits(1, 8);
    scanner.blanks();
    const auto letter = count ? scanner.letter() : std::nullopt;
    const auto length = letter ? unit(*letter) : std::nullopt;
    if (!length || *length >= last) return std::nullopt;
    sum += *count * *length;
    last = *length;
    scanner.blanks();
  }
  return sum;
}

std::optional<TypedMoment> scan_moment(std::string_view text) {
  TypedMoment moment;
  Scanner scanner{text};
  moment.has_date = text.find('-') != std::string_view::npos;
  if (moment.has_date && !scan_date(scanner, moment.fields)) return std::nullopt;
  if (!scan_clock(scanner, moment.fields)) return std::nullopt;
  moment.utc = moment.has_date && scanner.literal("Zz");
  return scanner.at_end() ? std::optional{moment} : std::nullopt;
}

}  // namespace facet::cli
