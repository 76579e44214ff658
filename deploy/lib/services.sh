# shellcheck shell=bash
# Broker and resolver: start, wait until they work, watch over them.

# Runs a mosquitto client as the operator.
as_operator() { XDG_CONFIG_HOME=$data/operator "$@"; }

# True as well when it has ended: then there is nothing to wait for.
broker_answers() {
  has_ended "$broker_pid" || as_operator mosquitto_sub -E -W 1 -t 'facet/v1/ops/#' >/dev/null 2>&1
}

# Each phone is an open file of the broker's. What a shell has as a rule is 1,024, and more may be taken.
raise_file_limit() { ulimit -Sn "$(ulimit -Hn)" 2>/dev/null || true; }

start_broker() {
  step "Starting Mosquitto on 127.0.0.1:$port"
  start mosquitto mosquitto -c "$data/mosquitto/mosquitto.conf"
  broker_pid=$started_pid
  if ! await 15 broker_answers || has_ended "$broker_pid"; then
    done_ "failed"
    show_log "$data/logs/mosquitto.log"
    die "Mosquitto did not start"
  fi
  done_ "process $broker_pid"
}

start_resolver() {
  step "Starting facet-resolver"
  start resolver "$resolver_program" --config "$data/resolver/resolver.toml"
  resolver_pid=$started_pid
  if ! await_resolver 60; then
    done_ "failed"
    show_log "$data/logs/resolver.log"
    die "facet-resolver did not start"
  fi
  done_ "process $resolver_pid"
}

# Reads the state that the resolver publishes, until it is "ready" or the resolver has ended.
await_resolver() {
  local seconds=$1 line feed result=1
  exec {feed}< <(XDG_CONFIG_HOME=$data/operator exec timeout "$seconds" mosquitto_sub -t "$(state_topic)" 9>&-)
  local reader=$!
  until has_ended "$resolver_pid"; do
    if read -r -t 0.5 -u "$feed" line; then
      is_ready "$line" && { result=0; break; }
    elif ! kill -0 "$reader" 2>/dev/null; then
      break
    fi
  done
  kill "$reader" 2>/dev/null || true
  exec {feed}<&-
  return "$result"
}

# Until one of the two ends by itself: then says so, and what its log says.
watch_over() {
  local ended='' name=mosquitto status=0
  # The shell's own remark about a killed child goes nowhere.
  { wait -n -p ended "$broker_pid" "$resolver_pid"; } 2>/dev/null || status=$?
  [[ $ended != "$resolver_pid" ]] || name=resolver
  rm -f -- "$data/run/$name.pid"
  warn "$name (process $ended) has stopped by itself, exit status $status$(signal_of "$status")"
  show_log "$data/logs/$name.log"
  exit 1
}

# " (SIGKILL)" for 137.
signal_of() { if (($1 > 128)); then printf ' (SIG%s)' "$(kill -l "$(($1 - 128))")"; fi; }
