#include "client/lib/contacts/unfold.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "schemas/limits.h"

namespace facet::contacts {
namespace {

using Lines = std::vector<std::pair<std::size_t, std::string>>;

Lines unfold(std::string_view file, bool keep_fold_blank = false) {
  Lines lines;
  LineReader reader{file};
  while (const auto line = reader.next(keep_fold_blank))
    lines.emplace_back(line->number, std::string{line->text});
  return lines;
}

// Whatever ends a line on the exporter's system, the lines and their numbers are the same.
TEST(Unfold, EveryKindOfLineEndIsOneLineEnd) {
  for (const std::string end : {"\r\n", "\n", "\r", "\r\r\n"}) {
    const Lines expected = {{1, "A:1"}, {2, ""}, {3, "B:2"}};
    EXPECT_EQ(unfold("A:1" + end + end + "B:2" + end), expected) << ::testing::PrintToString(end);
  }
}

TEST(Unfold, TheLastLineNeedsNoEnd) {
  EXPECT_EQ(unfold("A:1\nB:2"), (Lines{{1, "A:1"}, {2, "B:2"}}));
}

// 3.0 and 4.0 put the blank in, so it goes; 2.1 breaks where a blank was, so it stays.
TEST(Unfold, TheBlankOfAFoldGoesUnlessTheVersionIs2) {
  EXPECT_EQ(unfold("FN:Anna\r\n  Becker\r\nB:2"), (Lines{{1, "FN:Anna Becker"}, {3, "B:2"}}));
  EXPECT_EQ(unfold("FN:Anna\r\n\tBecker"), (Lines{{1, "FN:AnnaBecker"}}));
  EXPECT_EQ(unfold("FN:Anna\r\n Becker", true), (Lines{{1, "FN:Anna Becker"}}));
}

// Apple counts bytes and folds within a character.
TEST(Unfold, ACharacterThatWasFoldedApartIsWholeAgain) {
  EXPECT_EQ(unfold("FN:\xE5\xBC\n \xA0"), (Lines{{1, "FN:\xE5\xBC\xA0"}}));
}

TEST(Unfold, QuotedPrintableGoesOnAfterASoftBreakWithoutABlank) {
  EXPECT_EQ(unfold("FN;ENCODING=QUOTED-PRINTABLE:=E5=\r\n=BC=\r\n=A0\r\nB:2"),
            (Lines{{1, "FN;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0"}, {4, "B:2"}}));
}

TEST(Unfold, ABlankAfterASoftBreakIsTextUnlessItIsAFold) {
  EXPECT_EQ(unfold("FN;QUOTED-PRINTABLE:Anna=\n Becker"), (Lines{{1, "FN;QUOTED-PRINTABLE:Anna Becker"}}));
  EXPECT_EQ(unfold("FN;QUOTED-PRINTABLE:=E5=BC=\n =A0"), (Lines{{1, "FN;QUOTED-PRINTABLE:=E5=BC=A0"}}));
}

// The `=` at the end of BASE64 is padding, of a web address a character.
TEST(Unfold, AnEqualsSignAtTheEndOfOtherLinesIsNoSoftBreak) {
  EXPECT_EQ(unfold("KEY;ENCODING=B:AAAA=\nTEL:1"), (Lines{{1, "KEY;ENCODING=B:AAAA="}, {2, "TEL:1"}}));
}

// An exporter that forgot to encode a trailing `=` must not cost the number that follows.
TEST(Unfold, ASoftBreakNeverSwallowsTheLinesThatMatter) {
  for (const std::string next : {"TEL;CELL:1", "END:VCARD", "BEGIN:VCARD", "FN:A", "CATEGORIES:B"}) {
    const Lines expected = {{1, "URL;QUOTED-PRINTABLE:http://x/?q="}, {2, next}};
    EXPECT_EQ(unfold("URL;QUOTED-PRINTABLE:http://x/?q=\n" + next), expected);
  }
  EXPECT_EQ(unfold("NOTE;QUOTED-PRINTABLE:Numbers=0D=0A=\nTEL: see below"),
            (Lines{{1, "NOTE;QUOTED-PRINTABLE:Numbers=0D=0ATEL: see below"}}));
}

TEST(Unfold, TheEdgesOfACardAreNeverFolded) {
  EXPECT_EQ(unfold("begin:vcard \n FN:A\nEND:VCARD\n x"),
            (Lines{{1, "begin:vcard "}, {2, " FN:A"}, {3, "END:VCARD"}, {4, " x"}}));
}

TEST(Unfold, AByteOrderMarkBetweenTwoFilesPutTogetherGoes) {
  EXPECT_EQ(unfold("END:VCARD\n\xEF\xBB\xBF"
                   "BEGIN:VCARD"),
            (Lines{{1, "END:VCARD"}, {2, "BEGIN:VCARD"}}));
}

TEST(Unfold, ALineBeyondTheLimitIsCutAndSaysSo) {
  const std::string longest(limits::kVcardLineBytes, 'x');
  for (const std::string& file : {longest + "x", longest.substr(1) + "\n xx", longest + "\n " + longest}) {
    LineReader reader{file};
    const auto line = reader.next(false);
    ASSERT_TRUE(line);
    EXPECT_TRUE(line->cut);
    EXPECT_EQ(line->text, longest);
  }
  LineReader reader{longest};
  EXPECT_FALSE(reader.next(false)->cut);
}

}  // namespace
}  // namespace facet::contacts
