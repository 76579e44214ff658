#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/result.h"

// Reads address books as phones and programs really export them: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC
// 6350), mixed in one file as well. Tolerant of form, strict about loss: every BEGIN:VCARD ends as a card or
// as a problem with `lost_card`.
namespace facet::contacts {

// One TEL, as written but without encoding and escapes: "+86 138 0013 8000", "tel:+49-30-1234;ext=5".
struct Tel {
  std::string raw;                 // not empty
  std::vector<std::string> types;  // lower case, in order: "cell", "work", "pref"
  std::size_t line = 0;
};

// All text is UTF-8 in one line, without control characters.
struct Card {
  std::string display_name;  // of FN, else N, NICKNAME, ORG; empty when the card has none of them
  std::vector<Tel> numbers;
  // As written, not compared with each other. One that holds a comma was written `A\,B`: import_plan.h tells
  // what becomes of it.
  std::vector<std::string> categories;
  std::string uid;  // lower case, without "urn:uuid:"; empty when there is none
  // A card that is no person but a list of others (KIND:group, Apple's X-ADDRESSBOOKSERVER-KIND:group).
  bool is_group = false;
  std::vector<std::string> member_uids;
  std::size_t line = 0;  // where its BEGIN:VCARD stands, from 1
};

struct Problem {
  std::size_t line = 0;
  std::string name;        // of the card it belongs to, as far as known
  std::string what;        // a sentence for people
  bool lost_card = false;  // true: there is no Card for the BEGIN at `line`
};

struct AddressBook {
  std::vector<Card> cards;        // in the order of the file
  std::vector<Problem> problems;  // by line; at most limits::kVcardProblems
  std::size_t begun = 0;          // BEGIN:VCARD lines; always cards.size() + lost
  std::size_t lost = 0;
  std::size_t unlisted_problems = 0;  // beyond kVcardProblems; lost cards among them are counted in `lost`
};

struct ReadOptions {
  // What values without a CHARSET are written in, such as "GBK" or "windows-1252" by old Outlook. Empty:
  // UTF-8; what is none becomes U+FFFD, with a problem that says so.
  std::string charset;
};

// A pure function; takes no more memory than a few times the file.
// Not read: vCard inside of vCard (AGENT), which is a lost card of its own; a card without its END, since a
// number may have been cut off with it.
// Errors, contacts::errc: file_too_large (limits::kVcardFileBytes), no_cards, unknown_charset.
Result<AddressBook> read_vcards(std::string_view file, const ReadOptions& options = {});

}  // namespace facet::contacts
