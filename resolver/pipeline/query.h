#pragma once

#include "resolver/pipeline/core.h"

namespace facet::resolver {

// What `user` wants to know of its own, a page at a time. Changes nothing. With `core.mutex` held. An error
// is the store's.
Result<Receipt> answer_query(Core& core, UserId user, const Query& query);

}  // namespace facet::resolver
