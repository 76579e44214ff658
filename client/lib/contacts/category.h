#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// How the categories of address books become names of groups.
namespace facet::contacts {

// What two spellings of one group have in common: "Familie" and "FAMILIE " have the same key.
std::string group_key(std::string_view name);

// The name a group gets from this category, nullopt for those that are no groups of their owner's making:
// Google's "myContacts", "* myContacts", "starred" and their like, and "other", which is Facet's own word for
// everybody in no group. The star that Google puts before its ready-made groups ("* Family") goes.
std::optional<std::string> group_name(std::string_view category);

// The parts of a category that holds commas, trimmed, without empty ones.
std::vector<std::string> parts_at_commas(std::string_view category);

}  // namespace facet::contacts
