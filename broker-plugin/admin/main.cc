#include <csignal>

#include "broker-plugin/admin/app.h"

int main(int argc, char** argv) {
  // A limit on file sizes is an error to be told of, not the end with half a file.
  std::signal(SIGXFSZ, SIG_IGN);
  auto world = facet::admin::system_world();
  return facet::admin::run_admin(argc, argv, world);
}
