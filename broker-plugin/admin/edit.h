#pragma once

#include <functional>
#include <string>
#include <vector>

#include "broker-plugin/admin/context.h"
#include "broker-plugin/credentials/credentials.h"

namespace facet::admin {

enum class Missing { refuse, create };

// Reads the file, changes what it holds, and writes it back, alone: others wait. When `change` fails, or
// anything else does, the file is as it was.
Status edit(const Context& context, Missing missing, const std::function<Status(door::Credentials&)>& change);

// The same for one user; credentials_errc::not_found when there is none of that name.
Status edit_user(const Context& context, const std::string& name,
                 const std::function<Status(door::Credential&)>& change);

// After an edit: tells the broker, or the person how to, and then the result, for the change is made either
// way. `text` is for standard output, `note` for standard error; `json` gets "ok" and, if need be, "error"
// before it.
Status finish(const Context& context, const std::string& text, const std::string& note, const Json& json);

tl::unexpected<Error> no_such_user(const std::string& name);

}  // namespace facet::admin
