#include "tests/fuzz/door_world.h"

// "<name>\n<client id>\n<topic or filter>": a phone reads and subscribes its own and nothing else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace facet;
  using namespace facet::door;
  static World world;
  const Input input(world);
  const auto part = pieces(data, size, 3);
  Client client;
  client.handle = &world;
  client.username = part[0];
  client.client_id = part[1];
  const bool may_read = world.door->may_read(client, part[2]);
  const bool may_subscribe = world.door->may_subscribe(client, part[2], world.now);
  if (!may_read && !may_subscribe) return 0;
  const auto who = who_is(world.accounts, part[0], part[1]);
  require(who.has_value());
  if (who->role != Role::phone) return 0;
  const std::string me = who->user.digits();
  require(part[1] == me + "-" + who->device.digits());
  require(part[2].starts_with("facet/v1/in/" + me + "/") || part[2].starts_with("facet/v1/own/" + me + "/") ||
          part[2] == "facet/v1/re/" + me + "/" + who->device.digits());
  return 0;
}
