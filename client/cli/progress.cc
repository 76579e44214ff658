#include "client/cli/progress.h"

#include <ostream>

namespace facet::cli {

Progress::Progress(const World& world, std::string_view what)
    : err_(world.err), shown_(world.err_is_terminal), what_(what) {
  at(0, 0);
}

Progress::~Progress() {
  if (shown_) err_ << "\r\033[K" << std::flush;
}

void Progress::at(std::size_t done, std::size_t total) const {
  if (!shown_) return;
  err_ << "\r\033[K" << what_;
  if (total > 0) err_ << ' ' << done << '/' << total;
  err_ << std::flush;
}

}  // namespace facet::cli
