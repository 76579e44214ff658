#include <algorithm>

#include "broker-plugin/admin/command.h"
#include "broker-plugin/admin/edit.h"
#include "broker-plugin/admin/typed.h"
#include "broker-plugin/credentials/password_hash.h"

namespace facet::admin {
namespace {

using door::DevicePsk;

struct PskOptions {
  std::string number;
  std::string device;
};

Status insert(door::Credential& user, DevicePsk psk) {
  const auto place = std::lower_bound(user.psks.begin(), user.psks.end(), psk,
                                      [](const auto& a, const auto& b) { return a.device < b.device; });
  if (place != user.psks.end() && place->device == psk.device) {
    return fail(door::credentials_errc::exists,
                "device " + psk.device.digits() + " has a key; for a new one, run psk remove first");
  }
  user.psks.insert(place, std::move(psk));
  return {};
}

Status run(const Context& context, const PskOptions& typed) {
  const auto number = typed_number(typed.number);
  if (!number) return fail(number.error());
  const auto device = typed_device(typed.device);
  if (!device) return fail(device.error());
  const auto key = door::generate_psk();
  auto added = edit_user(context, *number, [&](door::Credential& user) {
    return insert(user, {*device, key});
  });
  if (!added) return added;
  const auto identity = *number + "-" + device->digits();
  return finish(context, "identity " + identity + "\nkey      " + key, "the key is not shown again",
                {{"identity", identity}, {"key", key}});
}

}  // namespace

void add_psk_add(CLI::App& psk, Run& selected) {
  auto typed = std::make_shared<PskOptions>();
  CLI::App* command = psk.add_subcommand("add", "Make a key for one device and show it, this once");
  command->add_option("NUMBER", typed->number, "The phone's number")->required();
  command->add_option("DEVICE", typed->device, "The device, 1 to 64999")->required();
  command->footer(examples({"facet-admin psk add 8613800138000 7"}));
  command->callback(
      [typed, &selected] { selected = [typed](const Context& context) { return run(context, *typed); }; });
}

}  // namespace facet::admin
