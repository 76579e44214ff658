#include "broker-plugin/admin/command.h"
#include "broker-plugin/admin/edit.h"
#include "broker-plugin/admin/typed.h"

namespace facet::admin {
namespace {

struct PskOptions {
  std::string number;
  std::string device;
};

Status run(const Context& context, const PskOptions& typed) {
  const auto number = typed_number(typed.number);
  if (!number) return fail(number.error());
  const auto device = typed_device(typed.device);
  if (!device) return fail(device.error());
  auto removed = edit_user(context, *number, [&](door::Credential& user) -> Status {
    if (std::erase_if(user.psks, [&](const auto& psk) { return psk.device == *device; }) == 1) return {};
    return fail(door::credentials_errc::not_found,
                "device " + device->digits() + " has no key; `facet-admin user list` shows which have");
  });
  if (!removed) return removed;
  const auto identity = *number + "-" + device->digits();
  return finish(context, {}, "removed the key of " + identity, {{"identity", identity}});
}

}  // namespace

void add_psk_remove(CLI::App& psk, Run& selected) {
  auto typed = std::make_shared<PskOptions>();
  CLI::App* command = psk.add_subcommand("remove", "Remove the key of one device");
  command->add_option("NUMBER", typed->number, "The phone's number")->required();
  command->add_option("DEVICE", typed->device, "The device, 1 to 64999")->required();
  command->footer(examples({"facet-admin psk remove 8613800138000 7"}));
  command->callback(
      [typed, &selected] { selected = [typed](const Context& context) { return run(context, *typed); }; });
}

}  // namespace facet::admin
