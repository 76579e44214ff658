#include "client/cli/broker.h"
#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/password.h"
#include "client/cli/people.h"
#include "client/cli/region.h"
#include "client/cli/tr.h"
#include "client/lib/contacts/numbers.h"

namespace facet::cli {
namespace {

constexpr std::uint16_t kPort = 1883;
constexpr std::uint16_t kTlsPort = 8883;

struct InitOptions {
  std::string number;
  std::string region;
  std::string broker = "127.0.0.1";
  std::string password_file;
  std::string ca_file;
  std::uint16_t device = 0;  // 0: at random
};

// Number and region, each of which may follow from the other.
Status take_number(const InitOptions& typed, client::Profile& profile) {
  if (!typed.region.empty() && !contacts::is_known_region(typed.region)) {
    return fail(errc::bad_value,
                tr("'{}' is no region; give two letters such as CN, DE or GB", typed.region));
  }
  const auto number = contacts::normalise(typed.number, typed.region);
  if (!number) {
    return fail(errc::bad_value, tr("'{0}': {1} (as +86 138 0013 8000)", typed.number,
                                    tr(number.error().code.message().c_str())));
  }
  profile.user = number->id;
  profile.region = typed.region;
  for (char& c : profile.region) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (!profile.region.empty()) return {};
  const auto region = region_of(number->id);
  if (!region) {
    return fail(errc::bad_value, tr("the number belongs to no region; say with --region how your contacts' "
                                    "numbers are to be read, for example --region CN"));
  }
  profile.region = *region;
  return {};
}

Result<client::Profile> make_profile(const Context& context, const InitOptions& typed) {
  client::Profile profile;
  if (auto taken = take_number(typed, profile); !taken) return fail(taken.error());
  const auto broker = parse_broker(typed.broker);
  if (!broker) return fail(broker.error());
  profile.host = broker->host;
  profile.port = broker->port.value_or(typed.ca_file.empty() ? kPort : kTlsPort);
  profile.ca_file = typed.ca_file;
  profile.device = DeviceId{typed.device != 0 ? typed.device : context.world.random_device()};
  const auto password = get_password(context, typed.password_file);
  if (!password) return fail(password.error());
  profile.password = *password;
  return profile;
}

// The first connection registers this person at the server and shows a wrong password at once. A server that
// cannot be reached now is no fault of the profile.
Result<Exit> first_sync(const Context& context, const client::Profile& profile, Json json) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const Delivery delivery = deliver(context, **phone);
  const bool refused = delivery.state == Delivery::State::not_authorised;
  if (delivery.state == Delivery::State::unreachable) {
    context.note(
        tr("{0}:{1} cannot be reached now; the next command tries again", profile.host, profile.port));
  } else if (delivery.error) {
    context.note(sentence_of(*delivery.error));
  }
  json["ok"] = !refused;
  json["delivery"] = json_of(delivery);
  context.say_json(json);
  return refused ? Exit::not_authorised : Exit::done;
}

Result<Exit> run_init(const Context& context, const InitOptions& typed) {
  const std::filesystem::path& dir = context.options.profile;
  std::error_code ignored;
  if (std::filesystem::exists(dir / "profile.toml", ignored)) {  // before anybody is asked for a password
    return fail(client::errc::profile_exists, dir.string());
  }
  const auto profile = make_profile(context, typed);
  if (!profile) return fail(profile.error());
  if (auto created = context.world.create_profile(dir, *profile); !created) return fail(created.error());
  context.say(tr("Profile of {0} (region {1}, device {2}) in {3}", shown_number(profile->user),
                 profile->region, profile->device.value(), dir.string()));
  return first_sync(context, *profile,
                    Json{{"profile", dir.string()},
                         {"user", profile->user.digits()},
                         {"device", profile->device.digits()},
                         {"region", profile->region},
                         {"host", profile->host},
                         {"port", profile->port}});
}

}  // namespace

void add_init(CLI::App& facet, Selected& selected) {
  auto typed = std::make_shared<InitOptions>();
  CLI::App* init = facet.add_subcommand("init", tr("Set up this device: your number and the server"));
  init->add_option("--number", typed->number, tr("Your telephone number, with + and country code (needed)"))
      ->option_text("NUMBER")
      ->required();
  init->add_option("--region", typed->region, tr("How numbers without country code are read, as CN or DE"))
      ->option_text("REGION");
  init->add_option("--broker", typed->broker, tr("The server: HOST or HOST:PORT (127.0.0.1)"))
      ->option_text("HOST[:PORT]");
  init->add_option("--password-file", typed->password_file, tr("A file whose first line is the password"))
      ->option_text("FILE");
  init->add_option("--ca-file", typed->ca_file, tr("Certificates to trust; turns TLS on"))
      ->option_text("FILE")
      ->check(CLI::ExistingFile);
  init->add_option("--device", typed->device, tr("A number for this device (random)"))
      ->option_text("N")
      ->check(CLI::Range(1, 65535));
  init->footer(examples({"facet init --number '+86 138 0013 8000' --broker facet.example.org",
                         "FACET_PASSWORD=… facet init --number +8613800138000 --device 2"}));
  init->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_init(context, *typed); };
  });
}

}  // namespace facet::cli
