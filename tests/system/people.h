#pragma once

#include "schemas/ids.h"

// Fictitious people and their groups, the same in every system test.
namespace facet::system_test {

inline constexpr UserId kAlice{8613800138000};
inline constexpr UserId kBob{8613800138001};
inline constexpr UserId kCarol{8613800138002};
inline constexpr UserId kDave{447700900123};

inline constexpr GroupId kColleagues{11};
inline constexpr GroupId kFamily{22};

}  // namespace facet::system_test
