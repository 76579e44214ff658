#pragma once

#include "broker-plugin/admin/world.h"

namespace facet::admin {

// The whole of facet-admin. Exit status: 0 done, 1 could not, 2 wrong usage. Throws nothing.
int run_admin(int argc, const char* const* argv, World& world);

}  // namespace facet::admin
