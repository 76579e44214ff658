#include "client/lib/contacts/number_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "client/lib/contacts/errors.h"
#include "client/lib/contacts/property.h"

namespace facet::contacts {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
std::size_t digits_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_digit));
}

bool begins_with(std::string_view text, std::string_view prefix) {
  return equals_ignoring_case(text.substr(0, prefix.size()), prefix);
}

// 0 to 9 for 〇 to 九, -1 for all else. 十 is no digit of a number that is read digit by digit.
int han_digit(UChar32 character) {
  const double value = u_getNumericValue(character);
  const bool digit = value >= 0 && value <= 9 && value == static_cast<int>(value);
  constexpr UChar32 kHanZero = 0x3007;  // by Unicode's account a number, unlike the others, which are letters
  const bool han = character == kHanZero || u_charType(character) == U_OTHER_LETTER;
  return digit && han ? static_cast<int>(value) : -1;
}

UChar32 narrow(UChar32 character) {
  constexpr UChar32 kFullWidthFirst = 0xFF01;
  constexpr UChar32 kFullWidthLast = 0xFF5E;
  if (character == 0x3000) return ' ';
  const bool full_width = character >= kFullWidthFirst && character <= kFullWidthLast;
  return full_width ? character - kFullWidthFirst + '!' : character;
}

// Han digits count only where nothing else is a digit: in "二号线 010..." they are words.
std::string with_ascii_digits(std::string_view raw, bool han_too) {
  std::string text;
  const auto size = static_cast<int64_t>(raw.size());
  for (int64_t i = 0; i < size;) {
    const int64_t start = i;
    UChar32 character = 0;
    U8_NEXT(raw.data(), i, size, character);
    if (character < 0 || u_charType(character) == U_FORMAT_CHAR) continue;
    const bool full_width = narrow(character) != character;
    character = narrow(character);
    const int digit = han_too ? han_digit(character) : u_charDigitValue(character);
    if (digit >= 0 && digit <= 9) {
      text += static_cast<char>('0' + digit);
    } else if (u_isUWhiteSpace(character) || u_iscntrl(character)) {
      text += ' ';
    } else if (full_width) {
      text += static_cast<char>(character);
    } else {
      text.append(raw.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
    }
  }
  return text;
}

bool is_other_address(std::string_view text) {
  constexpr std::array<std::string_view, 10> kSchemes = {
      "sip:", "sips:", "mailto:", "http:", "https:", "skype:", "xmpp:", "im:", "urn:", "data:"};
  return text.find('@') != std::string_view::npos ||
         std::any_of(kSchemes.begin(), kSchemes.end(),
                     [&](auto scheme) { return begins_with(text, scheme); });
}

std::string percent_decoded(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool code = text[i] == '%' && i + 2 < text.size() &&
                      std::isxdigit(static_cast<unsigned char>(text[i + 1])) != 0 &&
                      std::isxdigit(static_cast<unsigned char>(text[i + 2])) != 0;
    result += code ? static_cast<char>(std::stoi(std::string{text.substr(i + 1, 2)}, nullptr, 16)) : text[i];
    if (code) i += 2;
  }
  return result;
}

// `rest` is what follows "tel:".
NumberText from_tel_address(std::string_view rest) {
  const std::string decoded = with_ascii_digits(percent_decoded(rest), false);
  std::string_view left = decoded;
  NumberText text;
  text.dialled = trim(left.substr(0, left.find(';')));
  while (left.find(';') != std::string_view::npos) {
    left.remove_prefix(left.find(';') + 1);
    const std::string_view parameter = trim(left.substr(0, left.find(';')));
    constexpr std::string_view kContext = "phone-context=";
    constexpr std::string_view kExtension = "ext=";
    if (begins_with(parameter, kExtension)) text.dropped = parameter.substr(kExtension.size());
    // A context that is a domain name says nothing about the number itself.
    const bool local = begins_with(parameter, kContext) && !text.dialled.starts_with('+');
    if (local && parameter.substr(kContext.size()).starts_with('+')) {
      text.dialled.insert(0, parameter.substr(kContext.size()));
    }
  }
  return text;
}

// Where the part begins that a phone dials only after somebody answered: `,` and `;` (pause, wait), `p` and
// `w` before digits alone, and the Chinese words for an extension. npos: nowhere.
std::size_t post_dial_at(std::string_view text) {
  constexpr std::array<std::string_view, 4> kExtension = {"转", "轉", "分机", "分機"};
  constexpr std::string_view kAfterPause = "0123456789,;pPwW*# ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (digits_in(text.substr(0, i)) < 3) continue;
    const std::string_view rest = text.substr(i);
    if (rest[0] == ',' || rest[0] == ';') return i;
    const bool pause = std::string_view{"pPwW"}.find(rest[0]) != std::string_view::npos;
    if (pause && rest.find_first_not_of(kAfterPause) == std::string_view::npos && digits_in(rest) > 0)
      return i;
    if (std::any_of(kExtension.begin(), kExtension.end(),
                    [&](auto word) { return rest.starts_with(word); })) {
      return i;
    }
  }
  return std::string_view::npos;
}

NumberText from_text(std::string_view written) {
  NumberText text;
  const std::size_t cut = post_dial_at(written);
  text.dialled = trim(written.substr(0, cut));
  if (cut != std::string_view::npos) text.dropped = trim(written.substr(cut));
  return text;
}

// Whether there are letters behind the first digit that are not the one word before an extension, which
// libphonenumber reads.
bool has_letters(std::string_view text) {
  const auto* first_digit = std::find_if(text.begin(), text.end(), is_digit);
  const auto* word = std::find_if(first_digit, text.end(), is_letter);
  if (word == text.end()) return false;
  const auto* word_end = std::find_if_not(word, text.end(), is_letter);
  if (std::any_of(word_end, text.end(), is_letter)) return true;
  constexpr std::array<std::string_view, 6> kWords = {"x", "ext", "extn", "extension", "int", "anexo"};
  const std::string_view written{word, static_cast<std::size_t>(word_end - word)};
  return std::none_of(kWords.begin(), kWords.end(),
                      [&](std::string_view known) { return equals_ignoring_case(written, known); });
}

}  // namespace

Result<NumberText> number_text(std::string_view raw) {
  // No number is written with more; the bound keeps the work on a hostile one small.
  constexpr std::size_t kLongest = 250;
  if (raw.size() > kLongest) return fail(errc::no_number);
  std::string written = with_ascii_digits(raw, false);
  if (digits_in(written) == 0) written = with_ascii_digits(raw, true);
  const std::string_view trimmed = trim(written);
  if (is_other_address(trimmed)) return fail(errc::not_a_telephone);

  constexpr std::string_view kTel = "tel:";
  const bool address = begins_with(trimmed, kTel);
  NumberText text = address ? from_tel_address(trimmed.substr(kTel.size())) : from_text(trimmed);
  if (text.dialled.starts_with('*') || text.dialled.starts_with('#')) return fail(errc::dialling_code);
  if (digits_in(text.dialled) == 0) return fail(errc::no_number);
  text.has_letters = has_letters(text.dialled);
  return text;
}

}  // namespace facet::contacts
