#include "broker-plugin/admin/reload.h"

#include <fcntl.h>

#include <cerrno>
#include <csignal>

#include "broker-plugin/admin/errc.h"
#include "broker-plugin/admin/process_name.h"
#include "broker-plugin/credentials/descriptor.h"

namespace facet::admin {
namespace {

constexpr std::size_t kPidFileBytes = 32;
constexpr const char* kBroker = "mosquitto";

tl::unexpected<Error> not_told(const std::string& why) {
  return fail(errc::not_told, why + "; send it SIGHUP yourself");
}

}  // namespace

Status reload_broker(const std::filesystem::path& pid_file) {
  const door::Descriptor file{::open(pid_file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  std::string text;
  const int error = file ? door::read_up_to(file, kPidFileBytes, text) : errno;
  if (error != 0) return not_told(pid_file.string() + ": " + std::generic_category().message(error));
  const auto pid = parse_pid(text);
  if (!pid) return not_told(pid_file.string() + " does not hold the number of a process");
  const auto name = process_name(*pid);
  if (name != kBroker) {
    return not_told("process " + std::to_string(*pid) + ", which " + pid_file.string() + " names, is " +
                    (name ? "no mosquitto but " + *name : "not running"));
  }
  if (::kill(*pid, SIGHUP) != 0) {
    return not_told("process " + std::to_string(*pid) + ": " + std::generic_category().message(errno));
  }
  return {};
}

}  // namespace facet::admin
