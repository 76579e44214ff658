#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "client/lib/contacts/property.h"
#include "client/lib/contacts/value.h"
#include "client/lib/contacts/vcard.h"

namespace facet::contacts {

// Collects the properties of one card. What is not needed is passed over; what is needed and cannot be used
// goes to `problems`.
class CardBuilder {
 public:
  // `decoder` and `problems` must outlive the builder.
  CardBuilder(std::size_t line, std::string_view unstated_charset, Decoder& decoder,
              std::vector<Problem>& problems);

  void add(const Property& property, std::size_t line);
  // A property that was too long to be kept whole. Only those that are needed are a problem.
  void add_cut(const Property& property, std::size_t line);

  bool is_version_2() const { return version_ == "2.1"; }
  std::size_t line() const { return card_.line; }
  // As good as the properties so far allow; may be empty.
  std::string display_name() const;
  Card take();

 private:
  std::string decoded(const Property& property, std::size_t line);
  void add_version(const Property& property, std::size_t line);
  void add_number(const Property& property, std::size_t line);
  void add_categories(const Property& property, std::size_t line);
  void add_member(const Property& property, std::size_t line);
  void report(std::size_t line, std::string what);
  // Reports once per card and kind of list; `full` is the list's own flag.
  void report_full(bool& full, std::size_t line, std::string_view what, std::size_t limit);

  Card card_;
  std::string version_;
  std::string formatted_;   // FN
  std::string from_parts_;  // N
  std::string nickname_;
  std::string organisation_;  // ORG
  bool numbers_full_ = false;
  bool categories_full_ = false;
  bool members_full_ = false;
  bool damage_reported_ = false;
  std::string_view unstated_charset_;
  Decoder& decoder_;
  std::vector<Problem>& problems_;
};

}  // namespace facet::contacts
