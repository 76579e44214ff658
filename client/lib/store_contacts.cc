#include "client/lib/store_contacts.h"

#include "client/lib/store.h"
#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::client {
namespace {

Status check(const Contact& contact) {
  if (!contact.number.valid()) return fail(errc::bad_value, "number: 1 to 15 digits, the first not 0");
  if (contact.name.size() > limits::kContactNameBytes) {
    return fail(errc::over_limit, "contact_name_bytes: a name has at most " +
                                      std::to_string(limits::kContactNameBytes) + " bytes");
  }
  if (!is_clean_text(contact.name)) {
    return fail(errc::bad_value, "a contact's name is UTF-8 text without control characters");
  }
  return {};
}

}  // namespace

Status write_contacts(Database& db, const std::vector<Contact>& contacts) {
  for (const auto& contact : contacts) {
    if (auto good = check(contact); !good) return good;
  }
  return db.atomically([&]() -> Status {
    for (const auto& contact : contacts) {
      auto put = db.run(
          "INSERT INTO contacts(number, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name",
          {to_column(contact.number), std::string_view{contact.name}});
      if (!put) return put;
    }
    const auto count = db.integer("SELECT COUNT(*) FROM contacts");
    if (!count) return fail(count.error());
    if (*count > static_cast<std::int64_t>(limits::kContactsPerUser)) {
      return fail(errc::over_limit, "contacts_per_user: a phone keeps at most " +
                                        std::to_string(limits::kContactsPerUser) + " contacts");
    }
    return {};
  });
}

Result<std::vector<Contact>> read_contacts(Database& db) {
  std::vector<Contact> result;
  auto read = db.each("SELECT number, name FROM contacts ORDER BY name, number", {}, [&](const Row& row) {
    result.push_back({to_user(row.integer(0)), row.bytes(1)});
  });
  if (!read) return fail(read.error());
  return result;
}

Result<std::string> contact_name(Database& db, UserId number) {
  std::string name;
  auto read = db.each("SELECT name FROM contacts WHERE number = ?", {to_column(number)},
                      [&](const Row& row) { name = row.bytes(0); });
  if (!read) return fail(read.error());
  return name;
}

}  // namespace facet::client
