#include "client/lib/contacts/name.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "client/lib/contacts/category.h"
#include "schemas/text.h"

namespace facet::contacts {
namespace {

struct Naming {
  std::vector<std::string> components;
  std::string name;
};

// The order is that of the language, since a card with N alone says nothing of it.
TEST(Name, ComponentsAreJoinedAsTheirScriptReadsThem) {
  const std::vector<Naming> table = {
      {{"Becker", "Anna", "", "", ""}, "Anna Becker"},
      {{"O'Brien", "Siobhán", "Mary", "Dr.", "PhD"}, "Dr. Siobhán Mary O'Brien PhD"},
      {{"张", "伟", "", "", ""}, "张伟"},
      {{"欧阳", "明珠"}, "欧阳明珠"},
      {{"王", "芳", "", "", "女士"}, "王芳女士"},
      {{"田中", "さくら"}, "田中さくら"},
      {{"マーティー", "カー"}, "マーティーカー"},
      {{"김", "철수"}, "김철수"},
      // One Latin letter and it is written as in the West.
      {{"Wang", "小明"}, "小明 Wang"},
      {{"Cher"}, "Cher"},
      {{"", "Anna"}, "Anna"},
      {{}, ""},
      {{"", "", "", "", ""}, ""},
  };
  for (const auto& [components, name] : table) EXPECT_EQ(name_from_components(components), name);
}

TEST(Name, TidyLeavesOneLineThatMayBeShown) {
  EXPECT_EQ(tidy("  Anna \t\r\n Becker\xC2\xA0 "), "Anna Becker");
  EXPECT_EQ(tidy("a\x1B[31mb\x7F"
                 "c\xC2\x9B"
                 "d"),
            "a [31mb c d");
  EXPECT_EQ(tidy(std::string_view{"a\0b", 3}), "a b");
  EXPECT_TRUE(is_clean_text(tidy("\x01\xFF\xC2\x85\xE2\x80\xA8")));
}

TEST(Name, CuttingNeverSplitsACharacter) {
  EXPECT_EQ(cut_between_characters("张伟", 6), "张伟");
  EXPECT_EQ(cut_between_characters("张伟", 5), "张");
  EXPECT_EQ(cut_between_characters("张伟", 2), "");
}

TEST(Category, SpellingsOfOneGroupHaveOneKey) {
  EXPECT_EQ(group_key("Familie"), group_key(" FAMILIE  "));
  EXPECT_EQ(group_key("Straße"), group_key("STRASSE"));
  EXPECT_EQ(group_key("Ｆamily"), group_key("Family"));
  EXPECT_EQ(group_key("Am\xC3\xA9lie"), group_key("Ame\xCC\x81lie"));  // é as one character and as two
  EXPECT_NE(group_key("Family"), group_key("Familie"));
}

TEST(Category, WhatProgramsMakeByThemselvesIsNoGroup) {
  for (const std::string system : {"myContacts", "* myContacts", "My Contacts", "starred", "* starred",
                                   "Starred in Android", "Other contacts", "other", "Other", ""}) {
    EXPECT_EQ(group_name(system), std::nullopt) << system;
  }
  EXPECT_EQ(group_name("* Family"), "Family");
  EXPECT_EQ(group_name("Work *"), "Work *");
  EXPECT_EQ(group_name("家人"), "家人");
}

}  // namespace
}  // namespace facet::contacts
