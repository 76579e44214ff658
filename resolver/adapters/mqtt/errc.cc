#include "resolver/adapters/mqtt/mqtt_bus.h"

namespace facet::resolver {
namespace {

class BusCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "bus"; }

  std::string message(int code) const override {
    switch (static_cast<bus_errc>(code)) {
      case bus_errc::bad_options:
        return "broker settings cannot be used";
      case bus_errc::unreachable:
        return "broker cannot be reached";
      case bus_errc::refused:
        return "broker refused the connection";
      case bus_errc::subscription_refused:
        return "broker refused a subscription";
      case bus_errc::taken_over:
        return "another client has connected with this client id";
      case bus_errc::lost:
        return "connection to the broker was lost";
      case bus_errc::state:
        return "bus is not in a state for this";
    }
    return "unknown error";
  }
};

}  // namespace

std::error_code make_error_code(bus_errc code) {
  static const BusCategory category;
  return {static_cast<int>(code), category};
}

}  // namespace facet::resolver
