#include "client/lib/contacts/vcard.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "client/lib/contacts/errors.h"
#include "schemas/limits.h"

namespace facet::contacts {
namespace {

AddressBook read(std::string_view file, const ReadOptions& options = {}) {
  auto book = read_vcards(file, options);
  EXPECT_TRUE(book) << book.error().message();
  if (!book) return {};
  EXPECT_EQ(book->begun, book->cards.size() + book->lost);
  return *book;
}

std::string card(const std::string& inside, const std::string& version = "3.0") {
  return "BEGIN:VCARD\nVERSION:" + version + "\n" + inside + "\nEND:VCARD\n";
}

Card only_card(const std::string& file) {
  const AddressBook book = read(file);
  EXPECT_EQ(book.cards.size(), 1U);
  return book.cards.empty() ? Card{} : book.cards[0];
}

std::vector<std::string> raws(const Card& card) {
  std::vector<std::string> result;
  for (const Tel& tel : card.numbers) result.push_back(tel.raw);
  return result;
}

std::size_t lost_problems(const AddressBook& book) {
  return static_cast<std::size_t>(std::count_if(book.problems.begin(), book.problems.end(),
                                                [](const Problem& p) { return p.lost_card; }));
}

TEST(Vcard, ACardIsReadInEveryVersion) {
  for (const std::string version : {"2.1", "3.0", "4.0"}) {
    const Card one =
        only_card(card("FN:Anna Becker\nTEL;CELL:030 1\nitem1.TEL;TYPE=work:030 2\nCATEGORIES:A,B", version));
    EXPECT_EQ(one.display_name, "Anna Becker") << version;
    EXPECT_EQ(raws(one), (std::vector<std::string>{"030 1", "030 2"})) << version;
    EXPECT_EQ(one.categories, (std::vector<std::string>{"A", "B"})) << version;
    EXPECT_EQ(one.line, 1U);
    ASSERT_EQ(one.numbers.size(), 2U);
    EXPECT_EQ(one.numbers[1].line, 5U);
    EXPECT_EQ(one.numbers[1].types, std::vector<std::string>{"work"});
  }
}

TEST(Vcard, VersionsMayBeMixedInOneFile) {
  const AddressBook book = read(card("FN:A\nCATEGORIES:X;Y", "2.1") + card("FN:B\nCATEGORIES:X;Y", "4.0"));
  ASSERT_EQ(book.cards.size(), 2U);
  EXPECT_EQ(book.cards[0].categories, (std::vector<std::string>{"X", "Y"}));
  EXPECT_EQ(book.cards[1].categories, std::vector<std::string>{"X;Y"});
}

TEST(Vcard, TheNameIsFnElseNElseNicknameElseOrg) {
  EXPECT_EQ(only_card(card("ORG:Co;Dept\nNICKNAME:Nick\nN:Becker;Anna\nFN:Anna B.")).display_name, "Anna B.");
  EXPECT_EQ(only_card(card("ORG:Co;Dept\nNICKNAME:Nick\nN:Becker;Anna\nFN: ")).display_name, "Anna Becker");
  EXPECT_EQ(only_card(card("ORG:Co;Dept\nNICKNAME:Nick\nN:;;;;")).display_name, "Nick");
  EXPECT_EQ(only_card(card("ORG:Co\\, Ltd;Dept")).display_name, "Co, Ltd");
  EXPECT_EQ(only_card(card("TEL:1")).display_name, "");
  EXPECT_EQ(
      only_card(card("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F;;;", "2.1")).display_name,
      "张伟");
}

// An unread property is no loss: pictures, addresses and labels are none of our business.
TEST(Vcard, WhatIsNotNeededIsPassedOverWithoutAWord) {
  const AddressBook book =
      read(card("FN:A\nX-ABUID:1\nitem1.X-ABADR:cn\nADR:;;Street;;;\nX-ADDRESSBOOKSERVER-FOO:1\n"
                "PHOTO;ENCODING=b:" +
                std::string(limits::kVcardLineBytes * 2, 'A') + "\nTEL:1"));
  ASSERT_EQ(book.cards.size(), 1U);
  EXPECT_EQ(raws(book.cards[0]), std::vector<std::string>{"1"});
  EXPECT_TRUE(book.problems.empty());
}

// Old phones do not fold a picture but go on at the margin, up to an empty line.
TEST(Vcard, APictureThatIsNotFoldedIsPassedOverAsWell) {
  const AddressBook book = read(card("PHOTO;BASE64;JPEG:/9j/4AAQ\nAAAA+/AA\nBBBB==\n\nFN:A\nTEL:1", "2.1"));
  ASSERT_EQ(book.cards.size(), 1U);
  EXPECT_EQ(book.cards[0].display_name, "A");
  EXPECT_TRUE(book.problems.empty());
}

TEST(Vcard, ListsOfContactsAreReadInBothWays) {
  for (const std::string lines : {"KIND:group\nMEMBER:urn:uuid:AA-1\nMEMBER:bb-2",
                                  "X-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:aa-1\n"
                                  "X-ADDRESSBOOKSERVER-MEMBER:URN:UUID:BB-2"}) {
    const Card group = only_card(card("UID:urn:uuid:CC-3\nFN:Skat\n" + lines));
    EXPECT_TRUE(group.is_group);
    EXPECT_EQ(group.uid, "cc-3");
    EXPECT_EQ(group.member_uids, (std::vector<std::string>{"aa-1", "bb-2"}));
  }
}

struct Loss {
  std::string why;
  std::string file;
  std::size_t cards;
  std::size_t lost;
  std::size_t problems;
};

// Whatever is wrong with a file, no BEGIN:VCARD goes without a card or a word.
TEST(Vcard, EveryBeginEndsAsACardOrAsAProblem) {
  const std::string good = card("FN:Good\nTEL:1");
  const std::vector<Loss> table = {
      {"the file was cut off", good + "BEGIN:VCARD\nFN:Cut\nTEL:13", 1, 1, 1},
      {"an END is missing", "BEGIN:VCARD\nFN:No end\nTEL:1\n" + good, 1, 1, 1},
      {"BEGIN alone", "BEGIN:VCARD", 0, 1, 1},
      {"an END too many", good + "END:VCARD\n" + good, 2, 0, 1},
      {"words between cards", "My contacts\n\n" + good + "and\nmore\n" + good, 2, 0, 2},
      {"a card inside of a card", card("FN:Out\nAGENT:\n" + good + "TEL:2"), 1, 1, 1},
      {"two levels", card("FN:Out\nAGENT:\n" + card("AGENT:\n" + good) + "TEL:2"), 1, 2, 2},
      {"the inner card has no END", "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:In\n" + good, 1, 2, 2},
      {"an empty card", card(""), 1, 0, 0},
      {"a line without a colon", card("FN:A\nTEL 030 1\nTEL:1"), 1, 0, 1},
      {"an unknown version", card("FN:A", "7.5"), 1, 0, 1},
      {"bytes of another character set", card("FN:M\xFCller"), 1, 0, 1},
      {"an unknown character set", card("FN;CHARSET=KLINGON:A"), 1, 0, 1},
  };
  for (const Loss& loss : table) {
    const AddressBook book = read(loss.file);
    EXPECT_EQ(book.cards.size(), loss.cards) << loss.why;
    EXPECT_EQ(book.lost, loss.lost) << loss.why;
    EXPECT_EQ(lost_problems(book), loss.lost) << loss.why;
    EXPECT_EQ(book.problems.size(), loss.problems) << loss.why;
  }
}

TEST(Vcard, AProblemSaysWhoseItIsAndWhere) {
  const AddressBook book = read(card("FN:Anna\nTEL:1") + "BEGIN:VCARD\nFN:Bela\nTEL:2\n");
  ASSERT_EQ(book.problems.size(), 1U);
  EXPECT_EQ(book.problems[0].line, 6U);
  EXPECT_EQ(book.problems[0].name, "Bela");
  EXPECT_TRUE(book.problems[0].lost_card);
}

// The card around an AGENT is somebody of its own and keeps its numbers.
TEST(Vcard, TheNumbersOfAnAgentAreNotThoseOfItsPrincipal) {
  const Card one = only_card(card("FN:Boss\nAGENT:\n" + card("FN:Agent\nTEL:2", "2.1") + "TEL:1", "2.1"));
  EXPECT_EQ(one.display_name, "Boss");
  EXPECT_EQ(raws(one), std::vector<std::string>{"1"});
}

TEST(Vcard, Utf16AndByteOrderMarksAreRead) {
  const std::string text = card("FN:Anna\nTEL:1");
  std::string utf16 = "\xFF\xFE";
  for (const char c : text) utf16 += std::string{c, '\0'};
  EXPECT_EQ(only_card(utf16).display_name, "Anna");
  EXPECT_EQ(only_card("\xEF\xBB\xBF" + text).display_name, "Anna");
  EXPECT_EQ(read(text + "\xEF\xBB\xBF" + text).cards.size(), 2U);
}

TEST(Vcard, TheCallerMayNameTheCharacterSet) {
  const AddressBook book = read(card("FN:M\xFCller"), {.charset = "windows-1252"});
  EXPECT_EQ(book.cards.at(0).display_name, "Müller");
  EXPECT_TRUE(book.problems.empty());
}

TEST(Vcard, AFileThatIsNoAddressBookIsAnError) {
  for (const std::string file : {"", "hello", "BEGIN:VCALENDAR\nEND:VCALENDAR", "\xFF\xFE"}) {
    const auto book = read_vcards(file);
    ASSERT_FALSE(book);
    EXPECT_EQ(book.error().code, make_error_code(errc::no_cards));
  }
  EXPECT_EQ(read_vcards("BEGIN:VCARD", {.charset = "Klingon"}).error().code,
            make_error_code(errc::unknown_charset));
  const std::string large(limits::kVcardFileBytes + 1, '\n');
  EXPECT_EQ(read_vcards(large).error().code, make_error_code(errc::file_too_large));
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

// What is beyond a limit is left out with one problem that names the limit.
TEST(VcardLimits, ListsOnACardAreBounded) {
  struct Case {
    std::string line;
    std::size_t limit;
    std::string name;
  };
  for (const Case& c : {Case{"TEL:1\n", limits::kVcardNumbersPerCard, "vcard_numbers_per_card"},
                        Case{"CATEGORIES:a\n", limits::kVcardCategoriesPerCard, "vcard_categories_per_card"},
                        Case{"MEMBER:a\n", limits::kVcardMembersPerCard, "vcard_members_per_card"}}) {
    EXPECT_TRUE(read(card(repeated(c.line, c.limit))).problems.empty()) << c.name;
    const AddressBook book = read(card(repeated(c.line, c.limit + 3)));
    ASSERT_EQ(book.problems.size(), 1U) << c.name;
    EXPECT_NE(book.problems[0].what.find(c.name), std::string::npos) << book.problems[0].what;
    const Card& one = book.cards.at(0);
    EXPECT_EQ(one.numbers.size() + one.categories.size() + one.member_uids.size(), c.limit);
  }
}

TEST(VcardLimits, CardsBeyondTheLimitAreLostWithAProblemEach) {
  const AddressBook book = read(repeated("BEGIN:VCARD\nEND:VCARD\n", limits::kVcardCards + 2));
  EXPECT_EQ(book.cards.size(), limits::kVcardCards);
  EXPECT_EQ(book.lost, 2U);
  EXPECT_EQ(lost_problems(book), 2U);
}

TEST(VcardLimits, ProblemsBeyondTheLimitAreCounted) {
  const AddressBook book = read(repeated("BEGIN:VCARD\n", limits::kVcardProblems + 7));
  EXPECT_EQ(book.problems.size(), limits::kVcardProblems);
  EXPECT_EQ(book.unlisted_problems, 7U);
  EXPECT_EQ(book.lost, limits::kVcardProblems + 7);
}

TEST(VcardLimits, ALineOrANameThatIsTooLongIsReported) {
  const AddressBook line = read(card("FN:A\nTEL:" + std::string(limits::kVcardLineBytes, '1')));
  ASSERT_EQ(line.problems.size(), 1U);
  EXPECT_NE(line.problems[0].what.find("vcard_line_bytes"), std::string::npos);
  EXPECT_TRUE(line.cards.at(0).numbers.empty());

  const AddressBook name = read(card("FN:" + repeated("张", 100)));
  ASSERT_EQ(name.problems.size(), 1U);
  EXPECT_NE(name.problems[0].what.find("contact_name_bytes"), std::string::npos);
  EXPECT_EQ(name.cards.at(0).display_name, repeated("张", 85));
}

}  // namespace
}  // namespace facet::contacts
