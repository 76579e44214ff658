#include "tests/fuzz/door_world.h"

// "<name>\n<client id>\n<certificate>\n<password>", and TLS-PSK's "<identity>": nobody enters as somebody
// else.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace facet::door;
  static World world;
  // Without a pause failed logins are soon limited: else each input would cost the 20 ms of a failure. Who
  // has been right once is not limited.
  const Input input(world, std::chrono::seconds{0});
  const auto part = pieces(data, size, 4);
  require(world.door->key_of(part[0]).empty() || part[0] == kDevice);
  Client client;
  client.handle = &world;
  client.username = part[0];
  client.client_id = part[1];
  client.certificate = part[2];
  std::string account;
  if (world.door->may_enter(client, part[3], account, world.now) != Entry::welcome) return 0;
  const std::string name = account.empty() ? std::string{part[0]} : account;
  require(world.accounts.find(name) != nullptr);
  require(part[1].starts_with(name) || (name != kUser && part[1].starts_with("auto-")));
  require(part[2].empty() ? part[3] == kPassword : part[2].starts_with(name));
  return 0;
}
