#include "broker-plugin/door/wellformed.h"
#include "tests/fuzz/door_world.h"

// "<name>\n<client id>\n<topic>\n<payload>": whoever it says it is, what is let through is what may be.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace facet;
  using namespace facet::door;
  static World world;
  const Input input(world);
  const auto part = pieces(data, size, 4);
  Client client;
  client.handle = &world;
  client.username = part[0];
  client.client_id = part[1];
  const bool allowed = world.door->may_publish(client, {part[2], part[3], 1, false}, world.now);
  if (!allowed) return 0;
  const auto topic = topics::parse(part[2]);
  if (part[0].front() >= '0' && part[0].front() <= '9') {
    const auto& up = std::get<topics::Up>(topic.value());
    require(up.user.digits() + "-" + up.device.digits() == part[1]);
    require(!fault_of(up.kind, part[3], 1, false));
    require(world.broker.messages.empty());
  }
  if (part[0] == "facet-operator") std::abort();
  for (const auto& message : world.broker.messages) {
    require(part[0] == "facet-resolver");
    require(std::holds_alternative<topics::In>(topics::parse(message.topic).value()));
    require(message.payload.empty() || decode_view(message.payload));
  }
  return 0;
}
