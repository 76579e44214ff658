#include "client/lib/contacts/numbers.h"

#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>
#include <phonenumbers/shortnumberinfo.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "client/lib/contacts/errors.h"
#include "client/lib/contacts/number_text.h"

namespace facet::contacts {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;
using i18n::phonenumbers::ShortNumberInfo;

const PhoneNumberUtil& plans() {
  return *PhoneNumberUtil::GetInstance();
}

// libphonenumber's word for "no region".
constexpr const char* kNoRegion = "ZZ";

std::string upper(std::string_view region) {
  std::string result{region};
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return result;
}

Result<PhoneNumber> parse(const std::string& dialled, const std::string& region) {
  PhoneNumber number;
  switch (plans().Parse(dialled, region, &number)) {
    case PhoneNumberUtil::NO_PARSING_ERROR:
      return number;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR:
      return fail(dialled.find('+') == std::string::npos ? errc::no_country_code : errc::bad_country_code);
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN:
      return fail(errc::too_short);
    case PhoneNumberUtil::TOO_LONG_NSN:
      return fail(errc::too_long);
    case PhoneNumberUtil::NOT_A_NUMBER:
      break;
  }
  return fail(errc::no_number);
}

// 110, 10086. Some of them have a possible length as ordinary numbers (000 in Australia), so this goes first.
bool is_service_number(const std::string& dialled, const PhoneNumber& number, const std::string& region) {
  if (plans().IsValidNumber(number)) return false;
  // Read-only and costly to make: it unpacks the short numbers of every country.
  static const ShortNumberInfo services;
  if (services.IsValidShortNumber(number)) return true;
  if (region == kNoRegion || dialled.find('+') != std::string::npos) return false;
  return services.IsValidShortNumberForRegion(number, region) || services.IsEmergencyNumber(dialled, region);
}

std::optional<errc> length_error(const PhoneNumber& number) {
  switch (plans().IsPossibleNumberWithReason(number)) {
    case PhoneNumberUtil::IS_POSSIBLE:
      return std::nullopt;
    // Not an address of its own: without the area code it is somebody else's in every other town.
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
      return errc::no_area_code;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE:
      return errc::bad_country_code;
    case PhoneNumberUtil::TOO_SHORT:
      return errc::too_short;
    case PhoneNumberUtil::TOO_LONG:
      return errc::too_long;
    case PhoneNumberUtil::INVALID_LENGTH:
      break;
  }
  return errc::impossible_length;
}

// Letters stand for digits where people are used to it. Elsewhere they are a remark ("030 23125 abends") or a
// slip (the letter O), and reading them as digits would make a stranger of the contact.
bool is_vanity_number(const std::string& dialled, const PhoneNumber& number) {
  if (std::any_of(dialled.begin(), dialled.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
  if (!plans().IsAlphaNumber(dialled) || !plans().IsValidNumber(number)) return false;
  constexpr int kNorthAmerica = 1;
  const auto type = plans().GetNumberType(number);
  return number.country_code() == kNorthAmerica || type == PhoneNumberUtil::TOLL_FREE ||
         type == PhoneNumberUtil::SHARED_COST || type == PhoneNumberUtil::PREMIUM_RATE;
}

std::optional<UserId> id_of(const PhoneNumber& number) {
  std::string e164;
  plans().Format(number, PhoneNumberUtil::E164, &e164);
  return e164.starts_with('+') ? UserId::parse(std::string_view{e164}.substr(1)) : std::nullopt;
}

std::vector<std::string> notes_on(const NumberText& text, const PhoneNumber& number) {
  std::vector<std::string> notes;
  const std::string extension = number.has_extension() ? number.extension() : text.dropped;
  if (!extension.empty()) {
    notes.push_back("only the number itself was taken, not what follows it: '" + extension + "'");
  }
  if (text.has_letters) notes.emplace_back("the letters were read as digits");
  if (!plans().IsValidNumber(number)) {
    notes.emplace_back("no such number is known to be given out in its country; check it");
  }
  return notes;
}

}  // namespace

bool is_known_region(std::string_view region) {
  return plans().GetCountryCodeForRegion(upper(region)) != 0;
}

Result<Number> normalise(std::string_view raw, std::string_view region) {
  if (!region.empty() && !is_known_region(region)) return fail(errc::unknown_region);
  const std::string from = region.empty() ? kNoRegion : upper(region);
  const Result<NumberText> text = number_text(raw);
  if (!text) return fail(text.error());
  const Result<PhoneNumber> parsed = parse(text->dialled, from);
  if (!parsed) return fail(parsed.error());
  if (is_service_number(text->dialled, *parsed, from)) return fail(errc::service_number);
  if (text->has_letters && !is_vanity_number(text->dialled, *parsed)) {
    return fail(errc::letters);
  }
  if (const auto error = length_error(*parsed)) return fail(*error);
  const auto id = id_of(*parsed);
  // Germany and a few others allow more than E.164 does.
  if (!id) return fail(errc::too_long);
  return Number{.id = *id, .notes = notes_on(*text, *parsed)};
}

std::string format_for_people(UserId id) {
  if (!id.valid()) return {};
  std::string plain = "+" + id.digits();
  PhoneNumber number;
  if (plans().Parse(plain, kNoRegion, &number) != PhoneNumberUtil::NO_PARSING_ERROR) return plain;
  // A number whose country takes a leading zero away would come back as another one.
  if (id_of(number) != id) return plain;
  std::string formatted;
  plans().Format(number, PhoneNumberUtil::INTERNATIONAL, &formatted);
  return formatted.empty() ? plain : formatted;
}

}  // namespace facet::contacts
