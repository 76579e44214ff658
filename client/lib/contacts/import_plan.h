#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "client/lib/contacts/vcard.h"
#include "schemas/ids.h"
#include "schemas/result.h"

// What an address book becomes in Facet, worked out before anything is changed: show it, then carry it out.
//
// - Every usable number of a card becomes a contact with the card's name. The same number on several cards is
//   one contact: the first name counts (the others are noted), the groups of all of them apply.
// - CATEGORIES become groups, and so do cards that are lists of others (KIND:group). Names are compared
// without
//   regard to case and form of letters; the first spelling counts. Categories that programs make by
//   themselves (category.h) become none.
// - A category with a comma inside was written `A\,B`, which by the standard is one name with a comma, but
// some
//   exporters escape the separator. It is taken as two groups where A and B also stand alone in the file, and
//   as one otherwise; either way with a note.
// - A contact in no group stays in Facet's `other`.
// - Every card is imported or stands in `skipped`, with the reason.
namespace facet::contacts {

struct PlannedContact {
  UserId number;
  std::string name;  // of the card; the number as people write it where the card has no name
  std::size_t line = 0;
};

struct Skipped {
  std::size_t line = 0;
  std::string name;  // may be empty
  std::string raw;   // the number as written; empty when the whole card was skipped
  std::string reason;
};

struct Note {
  std::size_t line = 0;
  std::string name;  // may be empty
  std::string what;
};

struct ImportCounts {
  std::size_t cards = 0;           // BEGIN:VCARD lines; cards_imported + cards_skipped, always
  std::size_t cards_imported = 0;  // gave at least one contact, or one member of a group
  std::size_t cards_skipped = 0;
  std::size_t numbers_skipped = 0;
  std::size_t numbers_merged = 0;  // were there already, on the same card or another one
  std::size_t in_no_group = 0;     // contacts
};

struct ImportPlan {
  std::vector<PlannedContact> contacts;               // in the order of the file, each number once
  std::map<std::string, std::vector<UserId>> groups;  // by name; members ascending, at least one
  std::vector<Skipped> skipped;                       // by line
  std::vector<Note> notes;                            // by line
  ImportCounts counts;
};

struct ImportOptions {
  std::string region;  // numbers.h; empty: numbers without a country code are skipped
  UserId owner;        // their own card is skipped; not valid: nobody's
};

// A pure function. Within limits kContactsPerUser, kGroupsPerUser, kMembersPerGroup, kMembershipsPerUser and
// kGroupNameBytes; what is beyond them is skipped or noted. Error: errc::unknown_region.
Result<ImportPlan> plan_import(const AddressBook& book, const ImportOptions& options);

}  // namespace facet::contacts
