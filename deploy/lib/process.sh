# shellcheck shell=bash
# Processes of this data folder, by pid files that are believed only when /proc agrees.

# is_process PID ARGUMENT: PID runs, and ARGUMENT stands in its command line, so the number is not somebody
# else's by now. Fails for a process that has ended and was not waited for.
is_process() {
  local words word
  [[ $1 =~ ^[0-9]+$ ]] || return 1
  { mapfile -t -d '' words <"/proc/$1/cmdline"; } 2>/dev/null || return 1
  for word in "${words[@]}"; do
    [[ $word == "$2" ]] && return 0
  done
  return 1
}

# What only a process of this folder has in its command line.
mark_of() {
  case $1 in
    mosquitto) printf '%s' "$data/mosquitto/mosquitto.conf" ;;
    resolver) printf '%s' "$data/resolver/resolver.toml" ;;
  esac
}

# running NAME: prints the pid; fails when it does not run.
running() {
  local pid
  { read -r pid <"$data/run/$1.pid"; } 2>/dev/null || return 1
  is_process "$pid" "$(mark_of "$1")" || return 1
  printf '%s' "$pid"
}
stopped() { ! running "$1" >/dev/null; }

# start NAME COMMAND...: its output goes to logs/NAME.log (the last run's to NAME.log.1), its pid to started_pid. In a session of its own, so
# that Ctrl-C reaches deploy/up alone, which then stops things in their order; without the lock (9).
start() {
  local name=$1
  shift
  [[ ! -e $data/logs/$name.log ]] || mv -f -- "$data/logs/$name.log" "$data/logs/$name.log.1"
  setsid "$@" </dev/null >"$data/logs/$name.log" 2>&1 9>&- &
  started_pid=$!
  printf '%s\n' "$started_pid" >"$data/run/$name.pid"
  await 5 has_begun "$name" || true
}

# has_ended PID: of a child of this script. By the pid alone: while a child becomes another program (this script,
# setsid, the server) its command line in /proc is empty for a moment, and `stopped` would be true.
has_ended() { ! kill -0 "$1" 2>/dev/null; }

# The child is the program by now, or has ended already; for a moment it was still this script.
has_begun() { ! stopped "$1" || has_ended "$started_pid"; }

# stop NAME SECONDS: SIGTERM, and SIGKILL when that was not enough.
stop() {
  local name=$1 seconds=$2 pid
  pid=$(running "$name") || return 0
  step "Stopping $name"
  if ! kill -TERM "$pid" 2>/dev/null && ! stopped "$name"; then
    done_ "not allowed"
    die "process $pid ($name) is not yours: stop it as the user who started it"
  fi
  if await "$seconds" stopped "$name"; then
    done_
  else
    kill -KILL "$pid" 2>/dev/null || true
    await 5 stopped "$name" || true
    done_ "killed, because it took longer than $seconds s"
  fi
  rm -f -- "$data/run/$name.pid"
}

# The resolver first: it still has to tell the broker what it has promised.
stop_everything() {
  stop resolver 20
  stop mosquitto 20
}

# One deploy/up at a time works with the folder: it holds this lock as long as it lives, and its pid is up.pid.
take_lock() {
  exec 9>"$data/run/lock"
  flock --nonblock 9 || return 1
  printf '%s\n' "$$" >"$data/run/up.pid"
}

how_to_stop() {
  printf './deploy/up --down'
  [[ $data == "$(realpath -m -- "$(default_data_dir)")" ]] || printf ' --data %q' "$data"
}

refuse_second_start() {
  take_lock ||
    die "deploy/up is at work with $data already (process $(<"$data/run/up.pid")).
  Stop it with Ctrl-C in its terminal, or with: $(how_to_stop)"
  local name
  for name in mosquitto resolver; do
    stopped "$name" || die "$name runs with $data already (process $(running "$name")).
  Stop it first: $(how_to_stop)"
  done
}

down() {
  if [[ ! -d $data/run ]]; then
    die "nothing was ever started with $data; another folder is named with --data"
  fi
  if ! take_lock; then
    local pid
    pid=$(<"$data/run/up.pid")
    say "deploy/up holds $data in a terminal (process $pid): asking it to stop"
    kill -TERM "$pid" || die "process $pid is not yours: stop it as the user who started it"
    await 60 take_lock || die "process $pid did not stop within a minute; see $data/logs"
  elif stopped mosquitto && stopped resolver; then
    say "Nothing runs with $data"
    return
  fi
  stop_everything
  say "Stopped. What was kept is in $data"
}
