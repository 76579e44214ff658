#pragma once

#include <string>

#include "tests/bench/fanout/comparison.h"
#include "tests/bench/fanout/report.h"

namespace facet::bench {

// The report for people.
std::string table(const Plan& plan, const Report& report);

}  // namespace facet::bench
