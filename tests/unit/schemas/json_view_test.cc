#include "schemas/json_view.h"

#include <gtest/gtest.h>

#include "schemas/encode.h"
#include "tests/unit/schemas/samples.h"

namespace facet::test {
namespace {

std::string json(const Bytes& payload) {
  const auto view = json_view(payload);
  return view ? *view : "refused: " + std::string{name(view.error().reason)};
}

TEST(JsonView, IsOneLineWithTheSchemasNames) {
  EXPECT_EQ(json(encode(View{Activity::driving, "回家路上", kChangedAt, kUntil})),
            R"({"activity": "driving","changed_at": 1795455000,"until": 1795458600,"note": "回家路上"})");
  EXPECT_EQ(json(encode(view_off())), R"({"activity": "off"})");
  EXPECT_EQ(json(encode(device_report())),
            R"({"revision": )" + std::to_string(kRevision.value()) + R"(,"state": "in_call"})");
  for (const auto& sample : samples()) {
    const std::string text = json(sample.payload);
    EXPECT_EQ(text.front(), '{') << text;
    EXPECT_EQ(text.back(), '}') << text;
    EXPECT_EQ(text.find('\n'), std::string::npos) << text;
  }
}

TEST(JsonView, EscapesWhatPeopleWrote) {
  EXPECT_EQ(json(encode(View{Activity::busy, R"("quoted" \ and {braces})", kNoTime, kNoTime})),
            R"({"activity": "busy","note": "\"quoted\" \\ and {braces}"})");
}

TEST(JsonView, ShowsAnUnknownActivityAsItsNumber) {
  EXPECT_EQ(json(encode(view_unknown_activity())), R"({"activity": 63,"changed_at": 1795455000})");
}

TEST(JsonView, RefusesWhatDecodeRefuses) {
  EXPECT_EQ(json(""), "refused: malformed");
  EXPECT_EQ(json("12345678"), "refused: malformed");
  EXPECT_EQ(json(encode(View{Activity::busy, "bad \x01", kNoTime, kNoTime})), "refused: bad_text");
  EXPECT_EQ(json(encode(View{Activity::unset, "", kNoTime, kNoTime})), "refused: bad_value");
  Bytes cut = encode(status_edit());
  cut.resize(cut.size() / 2);
  EXPECT_EQ(json(cut), "refused: malformed");
}

}  // namespace
}  // namespace facet::test
