#include "client/cli/live_table.h"

#include <algorithm>
#include <chrono>

#include "client/cli/moments.h"
#include "client/cli/tr.h"
#include "client/cli/view_table.h"
#include "client/cli/width.h"

namespace facet::cli {
namespace {

constexpr std::chrono::seconds kRedraw{30};
constexpr const char* kToTop = "\033[H";
constexpr const char* kClearRestOfLine = "\033[K";
constexpr const char* kClearRest = "\033[J";
constexpr const char* kClearAll = "\033[2J";

// Those that were never told anything come last.
bool is_known(const client::ContactView& view) {
  return view.view.has_value();
}

}  // namespace

LiveTable::~LiveTable() {
  clock_.request_stop();
}

void LiveTable::start(const std::vector<client::ContactView>& views) {
  const std::lock_guard lock(mutex_);
  views_ = views;
  context_.world.out << kClearAll;
  draw();
  clock_ = std::jthread([this](const std::stop_token& stop) { draw_now_and_then(stop); });
}

void LiveTable::view(const client::ContactView& view) {
  const std::lock_guard lock(mutex_);
  const auto same = [&](const auto& other) { return other.presentity == view.presentity; };
  const auto known = std::find_if(views_.begin(), views_.end(), same);
  if (known == views_.end()) {
    views_.push_back(view);
  } else {
    *known = view;
  }
  draw();
}

void LiveTable::connection(bool online) {
  const std::lock_guard lock(mutex_);
  online_ = online;
  draw();
}

void LiveTable::draw_now_and_then(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    ended_.wait_for(lock, stop, kRedraw, [] { return false; });
    if (!stop.stop_requested()) draw();
  }
}

void LiveTable::draw() {
  const auto [columns, rows] = context_.world.terminal_size();
  std::vector<client::ContactView> shown = views_;
  std::stable_partition(shown.begin(), shown.end(), is_known);
  // A line each for the state, the heading, what is left out, and the cursor.
  const std::size_t room = std::max<std::size_t>(rows, 5) - 4;
  const std::size_t hidden = shown.size() > room ? shown.size() - room : 0;
  shown.resize(shown.size() - hidden);

  std::vector<std::string> lines = view_table(shown, context_, columns);
  const std::string state = online_ ? tr("connected") : tr("no connection; what is shown may be old");
  const std::string clock = shown_exact(context_.world.now(), context_.world.zone);
  const std::string heading = fit(tr("{0}  {1}  (Ctrl-C ends)", clock, state), columns);
  lines.insert(lines.begin(), context_.style.paint(online_ ? Colour::green : Colour::yellow, heading));
  if (hidden > 0) lines.push_back(fit(tr("… and {} more", hidden), columns));

  std::ostream& out = context_.world.out;
  out << kToTop;
  for (const std::string& line : lines) out << line << kClearRestOfLine << '\n';
  out << kClearRest << std::flush;
}

}  // namespace facet::cli
