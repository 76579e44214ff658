#pragma once

#include <string>
#include <vector>

#include "client/cli/context.h"
#include "client/lib/contacts/import_plan.h"

// An address book, from a file to contacts and groups of this device.
namespace facet::cli {

// The whole file, or standard input for "-"; at most limits::kVcardFileBytes. errc::unreadable.
Result<std::string> read_book(const Context& context, const std::string& file);

struct ImportedGroup {
  std::string name;  // as the group is called here, if it was there before
  bool is_new = false;
  std::vector<UserId> members;
};

// The groups of the plan beside the ones that this device has: those of equal name are the same. Checked
// against the limits, so that carry_out() does not stop halfway; client::errc::over_limit.
Result<std::vector<ImportedGroup>> match_groups(const contacts::ImportPlan& plan, const client::Phone& phone);

// Contacts, then groups and members. Doing it again after an error continues it: nothing is added twice.
Status carry_out(const Context& context, client::Phone& phone, const contacts::ImportPlan& plan,
                 const std::vector<ImportedGroup>& groups);

}  // namespace facet::cli
