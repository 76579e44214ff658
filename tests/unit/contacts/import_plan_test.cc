#include "client/lib/contacts/import_plan.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "client/lib/contacts/errors.h"
#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::contacts {
namespace {

constexpr UserId kAnna{493023125101};
constexpr UserId kBela{493023125102};
const std::string kAnnasTel = "TEL:030 23125 101\n";
const std::string kBelasTel = "TEL:+49 30 23125 102\n";

std::string card(const std::string& inside) {
  return "BEGIN:VCARD\nVERSION:3.0\n" + inside + "END:VCARD\n";
}

ImportPlan plan(const std::string& file, UserId owner = {}, const std::string& region = "DE") {
  const auto book = read_vcards(file);
  EXPECT_TRUE(book) << book.error().message();
  const auto result = plan_import(*book, {.region = region, .owner = owner});
  EXPECT_TRUE(result) << result.error().message();
  return *result;
}

using Groups = std::map<std::string, std::vector<UserId>>;

TEST(ImportPlan, EveryNumberOfACardIsAContactWithItsName) {
  const ImportPlan p = plan(card("FN:Anna\n" + kAnnasTel + kBelasTel + "CATEGORIES:Work\n"));
  ASSERT_EQ(p.contacts.size(), 2U);
  EXPECT_EQ(p.contacts[0].number, kAnna);
  EXPECT_EQ(p.contacts[1].number, kBela);
  EXPECT_EQ(p.contacts[0].name, "Anna");
  EXPECT_EQ(p.contacts[1].name, "Anna");
  EXPECT_EQ(p.groups, (Groups{{"Work", {kAnna, kBela}}}));
  EXPECT_EQ(p.counts.cards_imported, 1U);
  EXPECT_TRUE(p.skipped.empty());
}

TEST(ImportPlan, ACardWithoutANameIsCalledByItsNumber) {
  EXPECT_EQ(plan(card(kAnnasTel)).contacts.at(0).name, "+49 30 23125101");
}

TEST(ImportPlan, TheSameNumberOnTwoCardsIsOneContactOfBothGroups) {
  const ImportPlan p = plan(card("FN:Anna\n" + kAnnasTel + "CATEGORIES:Work\n") +
                            card("FN:Anna B.\nTEL:+49-30-23125-101\nCATEGORIES:Family\n"));
  ASSERT_EQ(p.contacts.size(), 1U);
  EXPECT_EQ(p.contacts[0].name, "Anna");
  EXPECT_EQ(p.groups, (Groups{{"Family", {kAnna}}, {"Work", {kAnna}}}));
  EXPECT_EQ(p.counts.numbers_merged, 1U);
  EXPECT_EQ(p.counts.cards_imported, 2U);
  ASSERT_EQ(p.notes.size(), 1U);  // that there was another name
  EXPECT_EQ(p.notes[0].name, "Anna B.");
}

TEST(ImportPlan, AMergedContactTakesTheFirstNameThereIs) {
  EXPECT_EQ(plan(card(kAnnasTel) + card("FN:Anna\n" + kAnnasTel)).contacts.at(0).name, "Anna");
}

TEST(ImportPlan, SpellingsOfACategoryAreOneGroupAndTheFirstCounts) {
  const ImportPlan p =
      plan(card(kAnnasTel + "CATEGORIES:Familie ,familie\n") + card(kBelasTel + "CATEGORIES:FAMILIE\n"));
  EXPECT_EQ(p.groups, (Groups{{"Familie", {kAnna, kBela}}}));
}

TEST(ImportPlan, CategoriesThatProgramsMakeAreNoGroups) {
  const ImportPlan p = plan(card(kAnnasTel + "CATEGORIES:myContacts,* starred,* Family\n") +
                            card(kBelasTel + "CATEGORIES:* myContacts,Other\n"));
  EXPECT_EQ(p.groups, (Groups{{"Family", {kAnna}}}));
  EXPECT_EQ(p.counts.in_no_group, 1U);
}

// The escaped comma is part of the name, unless the file itself shows that these are two categories.
TEST(ImportPlan, AnEscapedCommaSplitsOnlyWhereBothPartsStandAlone) {
  const std::string wrong = card(kAnnasTel + "CATEGORIES:Work\\,Family\n");
  const ImportPlan literal = plan(wrong + card(kBelasTel + "CATEGORIES:Work\n"));
  EXPECT_EQ(literal.groups, (Groups{{"Work", {kBela}}, {"Work,Family", {kAnna}}}));
  EXPECT_EQ(literal.notes.size(), 1U);

  const ImportPlan split = plan(wrong + card(kBelasTel + "CATEGORIES:work\n") + card("CATEGORIES:family\n"));
  EXPECT_EQ(split.groups, (Groups{{"Family", {kAnna}}, {"Work", {kAnna, kBela}}}));
  EXPECT_EQ(split.notes.size(), 1U);
}

TEST(ImportPlan, AListOfContactsIsAGroupWhereverItStands) {
  const std::string people = card("UID:a\n" + kAnnasTel) + card("UID:urn:uuid:B\n" + kBelasTel);
  const std::string list = card("FN:Skat\nKIND:group\nMEMBER:urn:uuid:a\nMEMBER:b\nMEMBER:gone\n");
  for (const std::string& file : {people + list, list + people}) {
    const ImportPlan p = plan(file);
    EXPECT_EQ(p.groups, (Groups{{"Skat", {kAnna, kBela}}}));
    EXPECT_EQ(p.counts.cards_imported, 3U);
    EXPECT_EQ(p.notes.size(), 1U);  // one member is not in the file
  }
}

TEST(ImportPlan, AListWithoutKnownMembersIsSkipped) {
  const ImportPlan p = plan(card("FN:Skat\nKIND:group\nMEMBER:gone\n"));
  EXPECT_TRUE(p.groups.empty());
  EXPECT_EQ(p.skipped.size(), 1U);
  EXPECT_EQ(p.counts.cards_skipped, 1U);
}

TEST(ImportPlan, WhatCannotBeUsedIsSkippedWithTheReason) {
  const ImportPlan p =
      plan(card("FN:Police\nTEL:110\n") + card("FN:Mail only\n") +
           card("FN:Half\nTEL:sip:half@example.org\n" + kAnnasTel) + "BEGIN:VCARD\nFN:Cut\n");
  ASSERT_EQ(p.skipped.size(), 4U);
  EXPECT_EQ(p.skipped[0].name, "Police");
  EXPECT_EQ(p.skipped[0].raw, "110");
  EXPECT_EQ(p.skipped[0].reason, make_error_code(errc::service_number).message());
  EXPECT_EQ(p.skipped[1].name, "Mail only");
  EXPECT_EQ(p.skipped[1].raw, "");
  EXPECT_EQ(p.skipped[2].raw, "sip:half@example.org");
  EXPECT_EQ(p.skipped[2].line, 13U);
  EXPECT_EQ(p.skipped[3].name, "Cut");
  EXPECT_EQ(p.counts.cards, 4U);
  EXPECT_EQ(p.counts.cards_imported, 1U);
  EXPECT_EQ(p.counts.cards_skipped, 3U);
  EXPECT_EQ(p.counts.numbers_skipped, 2U);
}

// A category that only skipped cards have would be an empty group.
TEST(ImportPlan, ACategoryWithoutUsableNumbersIsNoGroup) {
  EXPECT_TRUE(plan(card("TEL:110\nCATEGORIES:Emergency\n")).groups.empty());
}

TEST(ImportPlan, TheOwnersOwnNumberIsSkipped) {
  const ImportPlan p = plan(card("FN:Me\n" + kAnnasTel), kAnna);
  EXPECT_TRUE(p.contacts.empty());
  EXPECT_EQ(p.skipped.size(), 1U);
}

TEST(ImportPlan, NationalNumbersNeedARegion) {
  const ImportPlan p = plan(card(kAnnasTel + kBelasTel), {}, "");
  ASSERT_EQ(p.contacts.size(), 1U);
  EXPECT_EQ(p.contacts[0].number, kBela);
  EXPECT_EQ(plan_import(*read_vcards(card("")), {.region = "XX", .owner = {}}).error().code,
            make_error_code(errc::unknown_region));
}

TEST(ImportPlanLimits, GroupsAndTheirNamesAreBounded) {
  std::string file;
  for (std::size_t i = 0; i <= limits::kGroupsPerUser; ++i) {
    file += card(kAnnasTel + "CATEGORIES:Group " + std::to_string(i) + "\n");
  }
  const ImportPlan many = plan(file);
  EXPECT_EQ(many.groups.size(), limits::kGroupsPerUser);
  ASSERT_EQ(many.notes.size(), 1U);
  EXPECT_NE(many.notes[0].what.find("groups_per_user"), std::string::npos);

  const ImportPlan lengthy =
      plan(card(kAnnasTel + "CATEGORIES:" + std::string(limits::kGroupNameBytes + 1, 'x') + "\n"));
  EXPECT_TRUE(lengthy.groups.empty());
  ASSERT_EQ(lengthy.notes.size(), 1U);
  EXPECT_NE(lengthy.notes[0].what.find("group_name_bytes"), std::string::npos);
}

// Of every file that can be made of these lines: each card is imported or skipped with a reason, no contact
// is there twice, and a group holds contacts only.
RC_GTEST_PROP(ImportPlanProperty, EveryCardIsImportedOrReported, ()) {
  const std::vector<std::string> lines = {"BEGIN:VCARD",
                                          "BEGIN:VCARD",
                                          "END:VCARD",
                                          "END:VCARD",
                                          "END:VCARD",
                                          "VERSION:2.1",
                                          "VERSION:4.0",
                                          "FN:Anna",
                                          "FN:",
                                          "N:张;伟",
                                          "TEL:030 23125 101",
                                          "TEL;CELL:+49 30 23125 102",
                                          "TEL:110",
                                          "TEL:",
                                          "TEL;VALUE=uri:tel:+86-138-0013-8000",
                                          "TEL;QUOTED-PRINTABLE:030 23125=",
                                          "CATEGORIES:Work",
                                          "CATEGORIES:work,Family",
                                          "CATEGORIES:Work\\,Family",
                                          "CATEGORIES:myContacts",
                                          "AGENT:",
                                          "KIND:group",
                                          "MEMBER:u1",
                                          "UID:u1",
                                          "UID:u2",
                                          " folded",
                                          "",
                                          "garbage",
                                          "PHOTO;BASE64:AAAA",
                                          "AAAA"};
  const auto picked = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(lines));
  std::string file = "BEGIN:VCARD\n";
  for (const std::string& line : picked) file += line + "\n";

  const auto book = read_vcards(file);
  RC_ASSERT(book.has_value());
  RC_ASSERT(book->begun == book->cards.size() + book->lost);
  const auto p = plan_import(*book, {.region = "DE", .owner = {}});
  RC_ASSERT(p.has_value());
  RC_ASSERT(p->counts.cards == book->begun);
  RC_ASSERT(p->counts.cards == p->counts.cards_imported + p->counts.cards_skipped);

  std::set<std::size_t> skipped_lines;
  for (const Skipped& s : p->skipped) {
    RC_ASSERT(!s.reason.empty());
    skipped_lines.insert(s.line);
  }
  // A skipped card shows at its own line or at that of each of its numbers.
  RC_ASSERT(skipped_lines.size() >= p->counts.cards_skipped);

  std::set<UserId> numbers;
  for (const PlannedContact& contact : p->contacts) {
    RC_ASSERT(numbers.insert(contact.number).second);
    RC_ASSERT(!contact.name.empty() && is_clean_text(contact.name));
  }
  for (const auto& [name, members] : p->groups) {
    RC_ASSERT(!members.empty());
    RC_ASSERT(std::is_sorted(members.begin(), members.end()));
    RC_ASSERT(
        std::all_of(members.begin(), members.end(), [&](UserId member) { return numbers.contains(member); }));
  }
}

}  // namespace
}  // namespace facet::contacts
