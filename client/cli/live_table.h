#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "client/cli/watch_output.h"

namespace facet::cli {

// What contacts show, as a table that fills the terminal and is drawn again with every change, and every half
// minute, since "5 min ago" and the size of the window change by themselves. Thread-safe.
class LiveTable final : public WatchOutput {
 public:
  explicit LiveTable(const Context& context) : context_(context) {}
  ~LiveTable() override;

  void start(const std::vector<client::ContactView>& views) override;
  void view(const client::ContactView& view) override;
  void connection(bool online) override;

 private:
  void draw();  // with mutex_ held
  void draw_now_and_then(const std::stop_token& stop);

  const Context& context_;
  std::mutex mutex_;
  std::condition_variable_any ended_;
  std::vector<client::ContactView> views_;
  bool online_ = false;
  std::jthread clock_;  // last: it uses the others
};

}  // namespace facet::cli
