#pragma once

#include <optional>
#include <string>

#include "broker-plugin/credentials/role.h"
#include "schemas/ids.h"
#include "schemas/result.h"

// What people type for users and devices. Errors are errc::usage; they do not repeat what was typed.
namespace facet::admin {

// A user's name as the file has it. A number may be typed as "+86 138 0013 8000" or "+1 (202) 555-0123".
Result<std::string> typed_name(const std::string& typed);

// The same for a phone's only.
Result<std::string> typed_number(const std::string& typed);

// A device that may have a key.
Result<DeviceId> typed_device(const std::string& typed);

// What a user of that name is to be: `typed` if not empty, else what the name says by itself.
Result<door::Role> typed_role(const std::string& typed, const std::string& name);

}  // namespace facet::admin
