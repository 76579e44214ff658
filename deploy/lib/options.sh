# shellcheck shell=bash
# The command line of deploy/up.

usage() {
  cat <<'TEXT'
Usage: ./deploy/up [options]

Builds Facet, starts Mosquitto and facet-resolver on 127.0.0.1, sets up three demonstration phones, and shows
what each of them sees. Runs until Ctrl-C; what it made stays in one folder and is there again the next time.

  --detach          leave it running and return; stop it with --down
  --down            stop what runs with this folder
  --port N          port of the broker (default: the last one used with this folder, at first 18830)
  --data DIR        folder for everything it keeps (default: $XDG_STATE_HOME/facet, or ~/.local/state/facet)
  --preset NAME     CMake preset to build (default: release)
  --build-dir DIR   build nothing, use the programs in this build folder
  --no-plugin       let Mosquitto's own password file and rules guard the broker, not Facet's plugin
  --no-demo         only broker and resolver: no demonstration phones
  -h, --help        this text
TEXT
}

wrong_usage() {
  warn "$*; see ./deploy/up --help"
  exit 2
}

is_port() { [[ $1 =~ ^[0-9]{1,5}$ ]] && ((10#$1 >= 1024 && 10#$1 <= 65535)); }

default_data_dir() {
  local state=${XDG_STATE_HOME:-}
  [[ -n $state || -n ${HOME:-} ]] || wrong_usage "neither HOME nor XDG_STATE_HOME is set: name a folder with --data"
  printf '%s/facet' "${state:-$HOME/.local/state}"
}

# Sets: detach, down, demo, with_plugin, port (empty: not given), data, preset, build_dir (empty: build).
parse_options() {
  detach=false down=false demo=true with_plugin=true port='' data='' preset=release build_dir=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --detach) detach=true ;;
      --down) down=true ;;
      --no-demo) demo=false ;;
      --no-plugin) with_plugin=false ;;
      -h | --help) usage; exit 0 ;;
      --port | --data | --preset | --build-dir)
        [[ $# -ge 2 && -n $2 ]] || wrong_usage "$1 needs a value"
        set_option "$1" "$2"
        shift
        ;;
      --port=* | --data=* | --preset=* | --build-dir=*)
        [[ -n ${1#*=} ]] || wrong_usage "${1%%=*} needs a value"
        set_option "${1%%=*}" "${1#*=}"
        ;;
      *) wrong_usage "unknown option: $1" ;;
    esac
    shift
  done
  data=$(realpath -m -- "${data:-$(default_data_dir)}")
}

set_option() {
  case $1 in
    --port)
      is_port "$2" || wrong_usage "--port takes a number from 1024 to 65535, not '$2'"
      port=$2
      ;;
    --data) data=$2 ;;
    --preset) preset=$2 ;;
    --build-dir)
      [[ -d $2 ]] || wrong_usage "there is no folder $2 (--build-dir)"
      build_dir=$(realpath -- "$2")
      ;;
  esac
}
