#pragma once

#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/credentials/password_hash.h"
#include "broker-plugin/door/door.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/door/fake_broker.h"

// A door with one account of every role, for the fuzz targets of its entry points.
namespace facet::door {

inline constexpr std::string_view kUser = "8613800138000";
inline constexpr std::string_view kDevice = "8613800138000-7";
inline constexpr std::string_view kPassword = "the right password";

struct World {
  World() {
    const auto add = [this](std::string_view name, Role role, std::vector<DevicePsk> psks = {}) {
      Credential account;
      account.name = name;
      account.role = role;
      account.password_hash = hash_password(kPassword, HashCost::generated).value();
      account.psks = std::move(psks);
      if (!accounts.put(std::move(account))) std::abort();
    };
    add(kUser, Role::phone, {{DeviceId{7}, std::string(64, 'a')}});
    add("facet-resolver", Role::resolver);
    add("facet-operator", Role::operate);
    add("gateway-65001", Role::gateway);
    add("interop", Role::tester);
    if (!store_credentials(dir.path() / "credentials", accounts)) std::abort();
    Options options;
    options.credentials = dir.path() / "credentials";
    options.tester_role = true;
    door = std::move(Door::open(options, broker, now).value());
  }

  testing_support::TempDir dir;
  FakeBroker broker;
  Credentials accounts;
  Now now{Moment{} + std::chrono::hours{1}, 1'795'000'000'000'000};
  std::unique_ptr<Door> door;
};

// One input. Time passes before it, so that no limit is what stands in the way, or does not; afterwards
// nothing of it is left, or libFuzzer takes it for a leak and looks for that each time.
class Input {
 public:
  explicit Input(World& world, std::chrono::seconds pause = std::chrono::hours{1}) : world_(world) {
    world_.now.moment += pause;
    world_.now.unix_us += 1;
    clean();
  }
  ~Input() { clean(); }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

 private:
  void clean() {
    world_.door->left(&world_);
    world_.door->tick(world_.now);
    world_.broker = FakeBroker{};
  }
  World& world_;
};

// Cuts the input at newlines into at most `parts` pieces; the last takes the rest.
inline std::vector<std::string_view> pieces(const std::uint8_t* data, std::size_t size, std::size_t parts) {
  std::string_view text{reinterpret_cast<const char*>(data), size};
  std::vector<std::string_view> result;
  while (result.size() + 1 < parts) {
    const auto end = text.find('\n');
    result.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  }
  result.push_back(text);
  return result;
}

inline void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace facet::door
