#pragma once

#include <vector>

#include "resolver/pipeline/core.h"

namespace facet::resolver {

struct Answered {
  Receipt receipt;
  std::vector<Mark> marks;
};

// What `watcher` is answered. From here on it is kept up to date for a while of whom it asked, whether there
// is such a person or not. With `core.mutex` held. An error is the store's.
Result<Answered> answer_request(Core& core, UserId watcher, const StatusRequest& request);

}  // namespace facet::resolver
