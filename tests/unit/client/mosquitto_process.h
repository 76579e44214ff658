#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "tests/unit/client/temp_dir.h"

namespace facet::client {

// A real broker on a free port of 127.0.0.1 with one user, ended with the object.
class MosquittoProcess {
 public:
  MosquittoProcess(const std::string& user, const std::string& password);
  ~MosquittoProcess();
  MosquittoProcess(const MosquittoProcess&) = delete;
  MosquittoProcess& operator=(const MosquittoProcess&) = delete;

  bool running() const { return running_; }  // takes connections
  std::uint16_t port() const { return port_; }

  void end();    // kill and wait
  bool start();  // again, on the same port

 private:
  TempDir dir_;
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
  bool running_ = false;
};

}  // namespace facet::client
