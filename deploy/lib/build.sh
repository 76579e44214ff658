# shellcheck shell=bash
# Packages and programs.

install_what_is_missing() {
  step "Packages"
  done_
  if [[ -n $build_dir ]]; then
    "$root/deploy/install-packages" run | indented
  else
    "$root/deploy/install-packages" build run | indented
  fi
}

build_programs() {
  if [[ -n $build_dir ]]; then
    step "Programs"
    done_ "$build_dir (not built here)"
    return
  fi
  step "Building, preset $preset (the first time takes some minutes)"
  done_
  build_dir=$root/build/$preset
  (
    cd "$root"
    cmake --preset "$preset" -DFACET_TESTS=OFF --log-level=WARNING >/dev/null
    cmake --build --preset "$preset" --target facet-resolver facet facet_broker_plugin facet-admin
  ) || die "the build failed; what is above says where"
}

# The program of that name in the build folder.
program() {
  local candidate
  for candidate in "$build_dir"/{resolver,client/cli,broker-plugin/door,broker-plugin/admin,bin,.}/"$1"; do
    if [[ -f $candidate && -x $candidate ]]; then
      realpath -- "$candidate"
      return
    fi
  done
  die "there is no program $1 in $build_dir; build it: cmake --build $build_dir --target $1"
}

find_programs() {
  resolver_program=$(program facet-resolver)
  facet_program=$(program facet)
  plugin=''
  if $with_plugin; then
    plugin=$(program facet_broker_plugin.so)
    admin_program=$(program facet-admin)
  fi
}
