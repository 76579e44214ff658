#include "client/cli/watch_output.h"

#include <map>
#include <ostream>

#include "client/cli/json_forms.h"
#include "client/cli/live_table.h"
#include "client/cli/tr.h"
#include "client/cli/view_table.h"

namespace facet::cli {
namespace {

using client::ContactView;

// What was said of each contact last. At each connection the broker shows everything again.
class Said {
 public:
  // Whether that is something else than last time.
  bool news(const ContactView& view) {
    const auto [last, first] = last_.try_emplace(view.presentity, view.view);
    if (first || last->second != view.view) {
      last->second = view.view;
      return true;
    }
    return false;
  }

 private:
  std::map<UserId, std::optional<View>> last_;
};

class JsonLines final : public WatchOutput {
 public:
  explicit JsonLines(const Context& context) : context_(context) {}

  void start(const std::vector<ContactView>& views) override {
    for (const ContactView& one : views) view(one);
  }
  void view(const ContactView& view) override {
    if (!said_.news(view)) return;
    Json json{{"event", "view"}, {"at", json_of(context_.world.now())}};
    json.update(json_of(view));
    context_.say_json(json);
  }
  void connection(bool online) override {
    context_.say_json(
        Json{{"event", "connection"}, {"at", json_of(context_.world.now())}, {"online", online}});
  }

 private:
  const Context& context_;
  Said said_;
};

class PlainLines final : public WatchOutput {
 public:
  explicit PlainLines(const Context& context) : context_(context) {}

  void start(const std::vector<ContactView>& views) override {
    for (const ContactView& one : views) {
      if (said_.news(one) && one.view) say(one);
    }
  }
  void view(const ContactView& view) override {
    if (said_.news(view)) say(view);
  }
  void connection(bool online) override {
    context_.note(online ? tr("connected") : tr("no connection; what is shown may be old"));
  }

 private:
  void say(const ContactView& view) {
    context_.say(view_line(view, context_));
    context_.world.out << std::flush;
  }

  const Context& context_;
  Said said_;
};

}  // namespace

std::unique_ptr<WatchOutput> make_watch_output(const Context& context) {
  if (context.options.json) return std::make_unique<JsonLines>(context);
  if (context.world.out_is_terminal) return std::make_unique<LiveTable>(context);
  return std::make_unique<PlainLines>(context);
}

}  // namespace facet::cli
