#pragma once

#include <filesystem>

#include "schemas/result.h"

namespace facet::admin {

// Sends SIGHUP to the process that the file names, if that is a mosquitto: a pid file that was left behind
// may name anybody by now. errc::not_told, with why.
Status reload_broker(const std::filesystem::path& pid_file);

}  // namespace facet::admin
