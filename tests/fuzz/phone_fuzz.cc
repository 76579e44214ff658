#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <variant>

#include "client/lib/sync_engine.h"
#include "schemas/decode.h"
#include "schemas/topics.h"

// What a phone makes of what the broker sends it: Views, its own groups, receipts, in any order, with any
// bytes. The input is a row of messages: a byte that chooses the topic, two for the length (low first), the
// payload.
namespace {

using namespace facet;
using namespace facet::client;

constexpr UserId kMe{8613800138000};
constexpr UserId kSomebody{4915112345678};
constexpr DeviceId kDevice{7};
// As in the receipts of tests/golden/wire, with which the corpus begins.
constexpr Revision kRevision{117'666'938'888'060'935};
constexpr std::uint64_t kQuestion = 42;

std::string topic_of(std::uint8_t choice) {
  switch (choice % 6) {
    case 0:
      return topics::build(topics::In{kMe, kSomebody});
    case 1:
      return topics::build(topics::Own{kMe, GroupId{choice / 6U}});
    case 2:
      return topics::build(topics::OwnMembers{kMe, GroupId{choice / 6U}});
    case 3:
      return topics::build(topics::Re{kMe, kDevice});
    case 4:
      return topics::build(topics::In{kSomebody, kMe});  // not mine
    default:
      return "facet/v1/somewhere/else";
  }
}

// What goes to the store has been verified, and is about me.
void check(const Actions& actions) {
  for (const auto& action : actions) {
    if (const auto* view = std::get_if<action::SaveView>(&action)) {
      if (!decode_view(view->payload) || view->presentity != kSomebody) std::abort();
    }
    if (const auto* sent = std::get_if<action::Publish>(&action)) {
      const auto topic = topics::parse(sent->topic);
      const auto* up = topic ? std::get_if<topics::Up>(&*topic) : nullptr;
      if (up == nullptr || up->user != kMe || up->device != kDevice) std::abort();
    }
  }
}

// A phone whose report waits for its receipt, and a list of members for its message.
SyncEngine busy_phone(Mono now) {
  SyncEngine engine{kMe, kDevice};
  check(engine.connected());
  check(engine.subscribed());
  check(engine.send_report(kRevision, DeviceState::idle, now));
  check(engine.want_members(GroupId{1}, Revision{5}));
  return engine;
}

// And as soon as it may, a change and a question.
void go_on(SyncEngine& engine, Mono now) {
  if (engine.ready_for_edit()) {
    check(engine.send_edit({1, kRevision, topics::UpKind::groups, Bytes{1, 2, 3}}, now));
  }
  if (engine.complete() && !engine.is_asking(kQuestion)) {
    check(engine.send_ask({kQuestion, topics::UpKind::query, Bytes{4, 5}}, now));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Mono now{};
  auto engine = busy_phone(now);
  while (size >= 3) {
    const std::size_t length = std::min<std::size_t>(data[1] | data[2] << 8U, size - 3);
    const std::string_view payload{reinterpret_cast<const char*>(data) + 3, length};
    now += std::chrono::seconds{1};
    check(engine.message(topic_of(data[0]), payload, now));
    check(engine.tick(now));
    go_on(engine, now);
    data += 3 + length, size -= 3 + length;
  }
  return 0;
}
