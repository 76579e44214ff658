#include "client/lib/contacts/numbers.h"

#include <gtest/gtest.h>
#include <phonenumbers/phonenumber.pb.h>
#include <phonenumbers/phonenumberutil.h>

#include <set>
#include <string>
#include <vector>

#include "client/lib/contacts/errors.h"

namespace facet::contacts {
namespace {

struct Reading {
  std::string raw;
  std::string region;
  std::string digits;
};

TEST(Numbers, HoweverItIsWrittenItIsTheSameNumber) {
  const std::vector<Reading> table = {
      {"138 0013 8000", "CN", "8613800138000"},      {"138-0013-8000", "cn", "8613800138000"},
      {"+86 138 0013 8000", "DE", "8613800138000"},  {"+86 138 0013 8000", "", "8613800138000"},
      {"0086 138 0013 8000", "CN", "8613800138000"}, {"011 86 138 0013 8000", "US", "8613800138000"},
      {"(010) 1234 5678", "CN", "861012345678"},     {"030 23125 100", "DE", "493023125100"},
      {"+49 (0)30 23125-100", "CN", "493023125100"}, {"030/23125100", "DE", "493023125100"},
      {"(07700) 900 123", "GB", "447700900123"},     {"(212) 555-0142", "US", "12125550142"},
      {"+39 06 1234 5678", "US", "390612345678"},  // Italy keeps its zero
      {"Tel. 030 23125100", "DE", "493023125100"},   {"办公 138 0013 8000", "CN", "8613800138000"},
  };
  for (const auto& [raw, region, digits] : table) {
    const auto number = normalise(raw, region);
    ASSERT_TRUE(number) << raw << ": " << number.error().message();
    EXPECT_EQ(number->id.digits(), digits) << raw;
  }
}

TEST(Numbers, DigitsOfEveryScriptAreDigits) {
  for (const std::string raw :
       {"１３８００１３８０００", "＋８６（１３８）００１３－８０００", "一三八〇〇一三八〇〇〇",
        "一三八零零一三八零零零", "١٣٨٠٠١٣٨٠٠٠", "१३८००१३८०००"}) {
    const auto number = normalise(raw, "CN");
    ASSERT_TRUE(number) << raw << ": " << number.error().message();
    EXPECT_EQ(number->id.digits(), "8613800138000") << raw;
  }
}

// Phones copy direction marks and unbreakable blanks along with a number.
TEST(Numbers, CharactersThatCannotBeSeenDoNotMatter) {
  const auto number = normalise("\u202A\u2068+86\u00A0138\u20110013\u200B8000\u2069\u202C", "");
  ASSERT_TRUE(number) << number.error().message();
  EXPECT_EQ(number->id.digits(), "8613800138000");
  EXPECT_TRUE(number->notes.empty());
}

TEST(Numbers, TelAddressesAreRead) {
  const std::vector<Reading> table = {
      {"tel:+86-138-0013-8000", "", "8613800138000"},
      {"TEL:+86.138.0013.8000", "", "8613800138000"},
      {"tel:%2B8613800138000", "", "8613800138000"},
      {"tel:030-23125-100;phone-context=+49", "CN", "493023125100"},
      {"tel:030-23125-100;phone-context=example.com", "DE", "493023125100"},
      {"tel:+49-30-23125-100;isub=1;x=y", "", "493023125100"},
  };
  for (const auto& [raw, region, digits] : table) {
    const auto number = normalise(raw, region);
    ASSERT_TRUE(number) << raw << ": " << number.error().message();
    EXPECT_EQ(number->id.digits(), digits) << raw;
  }
}

// An extension is reached through somebody's number and is none of its own.
TEST(Numbers, ExtensionsAndDialPausesAreDroppedWithANote) {
  for (const std::string raw :
       {"+49 30 23125100 x12", "+49 30 23125100 ext. 12", "+49 30 23125100,12", "+49 30 23125100;12",
        "+49 30 23125100p12", "+49 30 23125100w12#", "+49 30 23125100转12", "+49 30 23125100 分机 12",
        "tel:+49-30-23125100;ext=12"}) {
    const auto number = normalise(raw, "CN");
    ASSERT_TRUE(number) << raw << ": " << number.error().message();
    EXPECT_EQ(number->id.digits(), "493023125100") << raw;
    ASSERT_EQ(number->notes.size(), 1U) << raw;
    EXPECT_NE(number->notes[0].find("12"), std::string::npos) << number->notes[0];
  }
}

struct Refusal {
  std::string raw;
  std::string region;
  errc why;
};

TEST(Numbers, WhatIsNobodysNumberIsRefusedWithTheReason) {
  const std::vector<Refusal> table = {
      {"", "CN", errc::no_number},
      {"unknown", "CN", errc::no_number},
      {"+", "CN", errc::no_number},
      {std::string(300, '1'), "CN", errc::no_number},
      {"110", "CN", errc::service_number},
      {"10086", "CN", errc::service_number},
      {"+86 10086", "DE", errc::service_number},
      {"112", "DE", errc::service_number},
      {"911", "US", errc::service_number},
      {"999", "GB", errc::service_number},
      {"000", "AU", errc::service_number},  // would be possible as +61000
      {"*31#", "CN", errc::dialling_code},
      {"#21#13800138000", "CN", errc::dialling_code},
      {"sip:anna@example.org", "DE", errc::not_a_telephone},
      {"mailto:anna@example.org", "DE", errc::not_a_telephone},
      {"138 0013 8000", "", errc::no_country_code},
      {"+999 123 456 789", "CN", errc::bad_country_code},
      {"555-0142", "US", errc::no_area_code},
      {"1234567", "US", errc::no_area_code},
      {"+86 138 0013 8000 0000", "CN", errc::too_long},
      {"+86 1380", "DE", errc::too_short},
      {"138 OO13 8000", "CN", errc::letters},     // the letter O
      {"030 23125 abends", "DE", errc::letters},  // a remark
      {"030 23125 abends x12", "DE", errc::letters},
      {"138 0013 8000", "XX", errc::unknown_region},
  };
  for (const auto& [raw, region, why] : table) {
    const auto number = normalise(raw, region);
    ASSERT_FALSE(number) << raw << " became " << number->id.digits();
    EXPECT_EQ(number.error().code, make_error_code(why)) << raw << ": " << number.error().message();
  }
}

TEST(Numbers, EveryRefusalHasASentence) {
  for (int code = static_cast<int>(errc::file_too_large); code <= static_cast<int>(errc::impossible_length);
       ++code) {
    EXPECT_NE(make_error_code(static_cast<errc>(code)).message(), "unknown error") << code;
  }
}

// Read as digits only where people are used to it and the result is a number that is given out.
TEST(Numbers, VanityNumbersAreReadAsDigitsWithANote) {
  const auto number = normalise("1-800-FLOWERS", "US");
  ASSERT_TRUE(number) << number.error().message();
  EXPECT_EQ(number->id.digits(), "18003569377");
  EXPECT_EQ(number->notes.size(), 1U);
}

// Plans change more often than programs: a possible number is taken, and the doubt said.
TEST(Numbers, APossibleNumberThatIsNotGivenOutIsTakenWithANote) {
  const auto number = normalise("+44 7700 900123", "");  // Ofcom keeps these for films
  ASSERT_TRUE(number) << number.error().message();
  EXPECT_EQ(number->notes.size(), 1U);
  EXPECT_TRUE(normalise("+44 20 7946 0018", "")->notes.empty());
}

TEST(Numbers, PeopleSeeTheInternationalForm) {
  EXPECT_EQ(format_for_people(UserId{8613800138000}), "+86 138 0013 8000");
  EXPECT_EQ(format_for_people(UserId{493023125100}), "+49 30 23125100");
  EXPECT_EQ(format_for_people(UserId{390612345678}), "+39 06 1234 5678");
  EXPECT_EQ(format_for_people(UserId{12125550142}), "+1 212-555-0142");
  EXPECT_EQ(format_for_people(UserId{999000000000001}), "+999000000000001");
  EXPECT_EQ(format_for_people(UserId{1}), "+1");
  EXPECT_EQ(format_for_people(UserId{}), "");
}

// libphonenumber knows an example of every country: written as people there write it, it is the same number,
// and so it is when our own form for people is read again.
TEST(Numbers, TheExampleOfEveryCountryIsReadInItsNationalForm) {
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  std::set<std::string> regions;
  util.GetSupportedRegions(&regions);
  EXPECT_GT(regions.size(), 200U);
  for (const std::string& region : regions) {
    PhoneNumber example;
    ASSERT_TRUE(util.GetExampleNumberForType(region, PhoneNumberUtil::MOBILE, &example) ||
                util.GetExampleNumber(region, &example));
    std::string national;
    std::string e164;
    util.Format(example, PhoneNumberUtil::NATIONAL, &national);
    util.Format(example, PhoneNumberUtil::E164, &e164);
    const auto number = normalise(national, region);
    ASSERT_TRUE(number) << region << " " << national << ": " << number.error().message();
    EXPECT_EQ("+" + number->id.digits(), e164) << region;
    const auto again = normalise(format_for_people(number->id), "");
    ASSERT_TRUE(again) << region << ": " << again.error().message();
    EXPECT_EQ(again->id, number->id) << region;
  }
}

}  // namespace
}  // namespace facet::contacts
