#pragma once

#include <filesystem>

// Sockets by paths of any length: a socket's address holds 107 bytes of path only.
namespace facet::resolver {

// A listening socket (0600) at `path`, in place of what was there; -1 with errno.
int listen_at(const std::filesystem::path& path);
// A connection to it; -1 with errno.
int connect_to(const std::filesystem::path& path);
// Whether the other end is root or the user of this process.
bool is_trusted(int connection);

}  // namespace facet::resolver
