#include "client/cli/region.h"

#include <phonenumbers/phonenumberutil.h>

namespace facet::cli {

std::optional<std::string> region_of(UserId number) {
  using i18n::phonenumbers::PhoneNumberUtil;
  const PhoneNumberUtil& plans = *PhoneNumberUtil::GetInstance();
  i18n::phonenumbers::PhoneNumber parsed;
  if (plans.Parse("+" + number.digits(), "ZZ", &parsed) != PhoneNumberUtil::NO_PARSING_ERROR)
    return std::nullopt;
  std::string region;
  plans.GetRegionCodeForNumber(parsed, &region);
  // A number that is not given out has no region yet: take the main one of its country code.
  if (region == "ZZ") plans.GetRegionCodeForCountryCode(parsed.country_code(), &region);
  return region.size() == 2 && region != "ZZ" ? std::optional{region} : std::nullopt;
}

}  // namespace facet::cli
