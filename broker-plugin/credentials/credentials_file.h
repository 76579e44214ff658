#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "broker-plugin/credentials/credentials.h"

// The file that facet-admin writes and the broker reads. Text, one line a user, fields separated by one
// space:
//
//   facet-credentials 1
//   8613800138000 phone enabled $argon2id$v=19$m=19456,t=2,p=1$… 7:00112233…;9:aabb…
//   facet-resolver resolver enabled $argon2id$… -
//   end 2
//
// `-` stands for no password or no device keys. The first and the last line tell a whole file from the rest
// of one. It is read as a whole or not at all: half of the users is worse than yesterday's.
namespace facet::door {

// damaged or too_large, with the line and what is wrong with it, never what stands there. Lines of users may
// come in any order.
Result<Credentials> parse_credentials(std::string_view text);

// Users by name: equal Credentials are equal text.
std::string format_credentials(const Credentials& credentials);

// parse_credentials() of a regular file; a link to one is followed. unreadable; unsafe_mode when others than
// owner and group may use it, with the chmod to run.
Result<Credentials> load_credentials(const std::filesystem::path& path);

// Replaces the file by a new one in a single step, and returns when the disk has it. Mode, owner and group
// stay those of the old file (less what others could do); without an old file it is 0600. A link stays one.
// Any failure is `io`: the old file is then untouched, and no part of a new one left. Only when the folder
// cannot be synced after all that, the new file stands. Two writers at once: one of them wins (facet-admin
// takes a lock).
Status store_credentials(const std::filesystem::path& path, const Credentials& credentials);

}  // namespace facet::door
