#include "client/lib/contacts/value.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace facet::contacts {
namespace {

DecodedValue decode(const std::string& line, std::string_view unstated = {}) {
  const auto property = parse_property(line);
  EXPECT_TRUE(property) << line;
  Decoder decoder;
  return decode_value(*property, decoder, unstated);
}

TEST(Property, TheWaysExportersWriteParametersMeanTheSame) {
  for (const std::string line : {
           "TEL;CELL;PREF:1",
           "tel;type=cell;type=pref:1",
           "TEL;TYPE=CELL,PREF:1",
           "TEL;TYPE=\"cell,pref\":1",
           "item1.TEL;type=CELL;type=pref:1",
           "TEL ; cell ; TYPE = pref :1",
       }) {
    const auto property = parse_property(line);
    ASSERT_TRUE(property) << line;
    EXPECT_EQ(property->name, "TEL") << line;
    EXPECT_EQ(property->types, (std::vector<std::string>{"cell", "pref"})) << line;
    EXPECT_EQ(property->value, "1") << line;
  }
}

TEST(Property, AColonInQuotesBelongsToTheParameter) {
  EXPECT_EQ(parse_property("TEL;LABEL=\"a:b;c\";TYPE=cell:1")->value, "1");
  // A quote that is never closed must not hide the value.
  EXPECT_EQ(parse_property("TEL;LABEL=\"a;TYPE=cell:1")->value, "1");
}

TEST(Property, WhatHasNoNameOrNoColonIsNone) {
  for (const std::string line : {"", "TEL", ":1", "TEL;CELL", "T\xC3\xA9L:1", "two words:1", "\"TEL\":1"}) {
    EXPECT_FALSE(parse_property(line)) << line;
  }
}

struct Decoding {
  std::string line;
  std::string text;
};

TEST(Value, EveryEncodingAndCharacterSetBecomesUtf8) {
  const std::vector<Decoding> table = {
      {"FN:张伟", "张伟"},
      {"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=e4=bc=9f", "张伟"},
      {"FN;QUOTED-PRINTABLE;CHARSET=GBK:=D5=C5=CE=B0", "张伟"},
      {"FN;CHARSET=GB2312:\xD5\xC5\xCE\xB0", "张伟"},
      // 一 in GBK is valid UTF-8 by chance; what the file says counts.
      {"FN;CHARSET=GBK:\xD2\xBB", "一"},
      {"FN;CHARSET=Windows-1252:M\xFCller", "Müller"},
      {"FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller", "Müller"},
      {"FN;CHARSET=BIG5:\xB1\x69", "張"},
      {"FN;CHARSET=SHIFT_JIS:\x92\xA3", "張"},
      {"FN;CHARSET=koi8-r:\xE1\xCE\xCE\xC1", "Анна"},
      {"FN;ENCODING=BASE64:5byg5Lyf", "张伟"},
      {"FN;ENCODING=b:QW5uYQ==", "Anna"},
      {"FN;ENCODING=8BIT:Anna", "Anna"},
      // GBK is claimed, UTF-8 is written, and as GBK it makes no sense.
      {"FN;CHARSET=GBK:张", "张"},
      // Not quite quoted-printable: an `=` that begins no code stays.
      {"FN;ENCODING=QUOTED-PRINTABLE:a=b=4=zz=", "a=b=4=zz="},
  };
  for (const auto& [line, text] : table) {
    const DecodedValue value = decode(line);
    EXPECT_EQ(value.text, text) << line;
    EXPECT_FALSE(value.damaged) << line;
    EXPECT_FALSE(value.unknown_charset) << line;
  }
}

TEST(Value, TheCallersCharacterSetIsForValuesThatStateNone) {
  EXPECT_EQ(decode("FN:M\xFCller", "windows-1252").text, "Müller");
  EXPECT_EQ(decode("FN:\xD2\xBB", "GBK").text, "一");
  EXPECT_EQ(decode("FN;CHARSET=UTF-8:张", "windows-1252").text, "张");
}

TEST(Value, BytesThatMeanNothingAreReplacedAndReported) {
  const DecodedValue value = decode("FN:M\xFCller");
  EXPECT_EQ(value.text, "M\xEF\xBF\xBDller");
  EXPECT_TRUE(value.damaged);
  // Shortest form only, no surrogates, nothing beyond U+10FFFF.
  for (const std::string bytes : {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE5\xBC"}) {
    EXPECT_TRUE(repair_utf8(bytes).damaged);
    EXPECT_TRUE(is_utf8(repair_utf8(bytes).utf8));
  }
}

// iconv would load a module for any name; only names of a fixed list reach it.
TEST(Value, AnUnknownCharacterSetIsReadAsUtf8AndReported) {
  const DecodedValue value = decode("FN;CHARSET=../../evil//TRANSLIT:张");
  EXPECT_EQ(value.text, "张");
  EXPECT_TRUE(value.unknown_charset);
}

TEST(Value, EscapesGoAndSeparatorsSplitOnlyWhereTheyAreNotEscaped) {
  EXPECT_EQ(split_unescaped("a;b\\;c;;d", ";"), (std::vector<std::string>{"a", "b;c", "", "d"}));
  EXPECT_EQ(split_unescaped("Family,Friends\\,Co", ","), (std::vector<std::string>{"Family", "Friends,Co"}));
  EXPECT_EQ(unescape("one\\, two\\; three\\\\four\\nfive\\:"), "one, two; three\\four\nfive:");
  // A backslash that escapes nothing is a backslash.
  EXPECT_EQ(unescape("C:\\dir\\"), "C:\\dir\\");
}

TEST(FileText, Utf16WithAByteOrderMarkIsReadAndTheMarkOfUtf8Goes) {
  std::string storage;
  EXPECT_EQ(file_text("\xEF\xBB\xBF"
                      "BEGIN",
                      storage)
                .text,
            "BEGIN");
  EXPECT_EQ(file_text(std::string_view{"\xFF\xFE\x20\x5F"
                                       "A\0",
                                       6},
                      storage)
                .text,
            "张A");
  EXPECT_EQ(file_text(std::string_view{"\xFE\xFF\x5F\x20\0A", 6}, storage).text, "张A");
  const FileText half = file_text(std::string_view{"\xFF\xFE"
                                                   "A\0B",
                                                   5},
                                  storage);
  EXPECT_EQ(half.text, "A\xEF\xBF\xBD");
  EXPECT_TRUE(half.damaged);
}

}  // namespace
}  // namespace facet::contacts
