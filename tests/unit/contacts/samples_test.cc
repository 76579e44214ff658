// The samples in tests/data/vcf are written in the manner of real exports, with their bad habits; each holds
// one card that is broken. What comes of them is told here in full.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "client/lib/contacts/import_plan.h"

namespace facet::contacts {
namespace {

struct Imported {
  std::vector<std::string> contacts;  // "digits name"
  std::map<std::string, std::vector<std::string>> groups;
  std::vector<std::string> skipped;  // "name|raw"
  std::size_t notes = 0;
  bool operator==(const Imported&) const = default;
};

Imported import(const std::string& path, const std::string& region, const std::string& charset = {}) {
  std::ifstream file{std::string{FACET_SOURCE_DIR} + "/" + path, std::ios::binary};
  EXPECT_TRUE(file) << path;
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  const auto book = read_vcards(text, {.charset = charset});
  EXPECT_TRUE(book) << book.error().message();
  const auto plan = plan_import(*book, {.region = region, .owner = {}});
  EXPECT_TRUE(plan) << plan.error().message();
  EXPECT_EQ(plan->counts.cards, plan->counts.cards_imported + plan->counts.cards_skipped);
  Imported imported;
  for (const auto& contact : plan->contacts) {
    imported.contacts.push_back(contact.number.digits() + " " + contact.name);
  }
  for (const auto& [name, members] : plan->groups) {
    for (const UserId member : members) imported.groups[name].push_back(member.digits());
  }
  for (const auto& skipped : plan->skipped) imported.skipped.push_back(skipped.name + "|" + skipped.raw);
  imported.notes = plan->notes.size();
  return imported;
}

void expect_same(const Imported& actual, const Imported& expected) {
  EXPECT_EQ(actual.contacts, expected.contacts);
  EXPECT_EQ(actual.groups, expected.groups);
  EXPECT_EQ(actual.skipped, expected.skipped);
  EXPECT_EQ(actual.notes, expected.notes);
}

// vCard 2.1, quoted-printable Chinese with soft breaks within characters, no CATEGORIES.
TEST(Samples, Android) {
  expect_same(import("tests/data/vcf/android.vcf", "CN"),
              {.contacts = {"8613800138003 张伟", "861012345678 张伟", "861012345679 张伟",
                            "8613800138004 欧阳明珠（北京分公司市场部经理）",
                            "8613800138005 欧阳明珠（北京分公司市场部经理）", "491713920007 Anna Becker",
                            "8613800138006 +86 138 0013 8006"},
               .groups = {},
               .skipped = {"中国移动|10086", "王芳|"},
               .notes = 1});
}

// vCard 3.0, item groups, lines folded within characters, characters that cannot be seen in numbers.
TEST(Samples, Iphone) {
  expect_same(
      import("tests/data/vcf/iphone.vcf", "GB"),
      {.contacts = {"8613800138007 李娜", "861012345680 李娜", "447700900123 Dr. Siobhán Mary O’Brien",
                    "442079460018 Dr. Siobhán Mary O’Brien", "442079460019 Dr. Siobhán Mary O’Brien",
                    "8613800138008 阿卜杜热西提·买买提明（喀什古城老城区旅游咨询服务中心）"},
       .groups = {},
       .skipped = {"Gate|*31#", "Li Chen|"},
       .notes = 2});
}

// vCard 2.1, several character sets and one that is not named, semicolons in CATEGORIES, an AGENT.
TEST(Samples, Outlook) {
  Imported expected = {
      .contacts = {"493023125100 Dr. Jürgen Müller", "491713920001 Dr. Jürgen Müller",
                   "493023125101 Dr. Jürgen Müller", "493023125102 Günther Straßer", "8613800138010 赵敏",
                   "493023125103 Zoë Gröner", "493023125105 Frau Assistenz"},
      .groups = {{"Arbeit", {"491713920001", "493023125100", "493023125101", "493023125102"}},
                 {"Kunden", {"491713920001", "493023125100", "493023125101", "8613800138010"}},
                 {"Stammtisch", {"493023125102"}}},
      .skipped = {"Frau Assistenz|", "Nur Post|"},
      .notes = 0};
  expect_same(import("tests/data/vcf/outlook.vcf", "DE", "windows-1252"), expected);
  expected.contacts[5] = "493023125103 Zo\xEF\xBF\xBD Gr\xEF\xBF\xBDner";
  expected.notes = 1;
  expect_same(import("tests/data/vcf/outlook.vcf", "DE"), expected);
}

// vCard 3.0, myContacts and starred groups, national numbers, a card whose END is missing.
TEST(Samples, Gmail) {
  expect_same(import("tests/data/vcf/gmail.vcf", "US"),
              {.contacts = {"12125550142 Grace Hopper-Jones", "12125550143 Grace Hopper-Jones",
                            "12125550144 Grace Hopper-Jones", "8613800138011 Deng Wei",
                            "447700900456 Tom Baker", "18005550199 Example Pizza", "12125550147 Rosa Diaz"},
               .groups = {{"Climbing", {"447700900456", "8613800138011"}},
                          {"Coworkers", {"447700900456"}},
                          {"Friends", {"12125550142", "12125550143", "12125550144", "8613800138011"}}},
               .skipped = {"Neighbour|555-0145", "Cut Off|"},
               .notes = 4});
}

// vCard 4.0 and 3.0 mixed, tel: addresses, `A\,B`, a list of contacts, the letter O in a number.
TEST(Samples, Nextcloud) {
  expect_same(
      import("tests/data/vcf/nextcloud.vcf", "DE"),
      {.contacts = {"491713920010 Klara Sommer", "493023125110 Klara Sommer", "491713920011 Omar Nassar",
                    "8613800138012 孙悦", "493023125112 Mia Roth", "491713920013 Ohne Gruppe"},
       .groups = {{"Familie", {"491713920010", "491713920011", "493023125110"}},
                  {"Freunde", {"491713920010", "491713920011", "493023125110", "8613800138012"}},
                  {"Garten, Haus und Hof", {"493023125112"}},
                  {"Skat", {"491713920010", "493023125110", "493023125112"}}},
       .skipped = {"Mia Roth|sip:mia@example.org", "Zahlendreher|+49 171 392OO14"},
       .notes = 4});
}

// What ./deploy/up shows people first: nothing skipped, nothing to explain.
TEST(Samples, TheDemoAddressBookIsWithoutFault) {
  const Imported imported = import("deploy/sample.vcf", "CN");
  EXPECT_EQ(imported.contacts.size(), 10U);
  EXPECT_EQ(imported.contacts[0], "8613800138001 Bob");
  EXPECT_EQ(imported.contacts[1], "8613800138002 Carol");
  EXPECT_EQ(imported.groups.size(), 4U);
  EXPECT_TRUE(imported.groups.contains("Colleagues"));
  EXPECT_TRUE(imported.groups.contains("Family"));
  EXPECT_TRUE(imported.skipped.empty());
  EXPECT_EQ(imported.notes, 0U);
}

}  // namespace
}  // namespace facet::contacts
