#include "client/cli/app.h"
#include "client/cli/system_world.h"

int main(int argc, char** argv) {
  facet::cli::SystemWorld system;
  return facet::cli::run_facet(argc, argv, system.world());
}
