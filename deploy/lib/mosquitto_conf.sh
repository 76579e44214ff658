#!/usr/bin/env bash
# Writes a mosquitto.conf for Facet to standard output, each setting with its reason. Sourced by deploy/up;
# run by hand it prints one for your own broker:
#   deploy/lib/mosquitto_conf.sh /etc/mosquitto/facet /var/lib/mosquitto 1883 mosquitto \
#     /usr/lib/facet/facet_broker_plugin.so
# Phones elsewhere need a second listener, which takes TLS, or the word that it is to do without:
#   deploy/lib/mosquitto_conf.sh --listen 0.0.0.0:8883 --tls fullchain.pem privkey.pem /etc/mosquitto/facet ...
# With the plugin it expects `credentials` (facet-admin makes it) below DIR, without it `passwd` and `acl`.

# Who may come in, and what they may do: by Facet's plugin, or by Mosquitto's own rules.
door_conf() {
  local dir=$1 plugin=$2
  if [[ -n $plugin ]]; then
    cat <<CONF
# Facet's plugin decides both. It reads the credentials again when they change.
plugin ${plugin}
plugin_opt_credentials ${dir}/credentials
CONF
  else
    cat <<CONF
password_file ${dir}/passwd
acl_file ${dir}/acl
CONF
  fi
}

# listener_conf ADDRESS PORT CERTIFICATE KEY: one beside that on loopback. No certificate: without TLS.
listener_conf() {
  printf '\n# ---- for phones elsewhere -------------------------------------------------------------------------------\n'
  if [[ -z $3 ]] && ! is_loopback "$1"; then
    printf '# WITHOUT TLS: passwords and everything that people are shown can be read on the way.\n'
  fi
  printf 'listener %s %s\n' "$2" "$1"
  if [[ -n $3 ]]; then printf 'certfile %s\nkeyfile %s\ntls_version tlsv1.2\n' "$3" "$4"; fi
}

# mosquitto_conf DIR STORE PORT USER [PLUGIN]
mosquitto_conf() {
  local dir=$1 store=$2 port=$3 user=$4 plugin=${5:-}
  cat <<CONF
# For Mosquitto 2.0, made by deploy/lib/mosquitto_conf.sh.

# ---- who may come in, and what they may do ------------------------------------------------------------
# Loopback only. Phones elsewhere need a listener with TLS beside this one (docs/operations.md).
listener ${port} 127.0.0.1
# No max_connections: Mosquitto 2.0.11 counts everybody who leaves twice, so that it soon bounds nothing. What
# bounds connections is the broker's file descriptors (LimitNOFILE): more are closed before they have said who
# they are, and come back by themselves.
allow_anonymous false
$(door_conf "$dir" "$plugin")
# Started as root, Mosquitto becomes this user; as anybody else it ignores this line. It must be able to read
# the files above, which nobody else may.
user ${user}

# ---- nothing is dropped in silence, and nobody takes all the memory --------------------------------------
# What happens at each of these limits is in docs/operations.md ("At Mosquitto's limits").
# By default Mosquitto drops QoS 1 messages beyond 20 under way and 1000 queued for one client, retained ones
# on subscribing too: of 5000 contacts a phone would be shown 1020. So no bound by number, but one by memory:
# 64 MiB for one client is more than half a million small messages that wait while the resolver is down.
# Under way at a time: more than the resolver has (128). Not 0, with which what waits for a client that is
# connected and reads nothing is not bounded at all.
max_inflight_messages 200
# Not 0, which means the same: Mosquitto 2.0.11 compares with it whether it may answer a refused message, and
# with 0 disconnects the client instead.
max_queued_messages 1000000000
max_queued_bytes 67108864
# Twice the largest message of a phone (limits::kUpPayloadBytes, 256 KiB): what is somewhat too large reaches
# the resolver and is answered with a receipt that names the limit. Whoever sends more is disconnected before
# it takes memory.
max_packet_size 524288
# A fuse: 4 GiB are more than 3 million retained views with the queues of phones that sleep. Whoever publishes
# then is disconnected, the resolver too, and even a removal is refused: start the broker anew with a higher one.
# Without it the kernel would end the broker, and again after each start.
memory_limit 4294967296
retain_available true

# ---- speed ------------------------------------------------------------------------------------------------
# Otherwise a delivery waits up to 40 ms for an acknowledgement of TCP.
set_tcp_nodelay true
# The check for duplicates compares every message with all that are queued: with 1000 phones online, half the
# rate. No filter of a phone overlaps another, so there is nothing to find. Mosquitto 2.0 says at start that
# this option will go and true be the default: until then it has to be said.
allow_duplicate_messages true

# ---- what survives a restart of the broker ----------------------------------------------------------------
# The retained views and the sessions. RocksDB is the truth: what a crash loses of the last minute, the
# resolver publishes again. A save stops the broker, by 0.6 s for a million retained messages.
persistence true
persistence_location ${store}/
autosave_interval 60
# A phone that is not seen for as long as removals are remembered starts anew (limits::kRemovalMemory).
persistent_client_expiration 30d
# A connection that died without a word is noticed within 45 minutes; phones that save their battery rarely
# ask for more than half an hour.
max_keepalive 1800

# ---- log --------------------------------------------------------------------------------------------------
# User names are telephone numbers: nothing about single connections, and no notices, which name them.
log_dest stderr
log_type error
log_type warning
connection_messages false
log_timestamp_format %Y-%m-%dT%H:%M:%S
CONF
}

# is_loopback ADDRESS: nothing that is sent to it leaves the machine.
is_loopback() { [[ $1 =~ ^127\.[0-9]+\.[0-9]+\.[0-9]+$ || $1 == "::1" || $1 == localhost ]]; }

conf_usage() {
  cat >&2 <<'TEXT'
Usage: deploy/lib/mosquitto_conf.sh [--listen ADDRESS:PORT (--tls CERTIFICATE KEY | --without-tls)]
         DIR STORE PORT USER [PLUGIN] > mosquitto.conf
TEXT
  exit 2
}

refuse() {
  printf 'mosquitto_conf.sh: %s\n' "$*" >&2
  exit 2
}

# The command: its options, then mosquitto_conf's words.
mosquitto_conf_command() {
  local listen='' certificate='' key='' without_tls=false
  while [[ ${1:-} == --* ]]; do
    case $1 in
      --listen) [[ $# -ge 2 ]] || conf_usage; listen=$2; shift 2 ;;
      --tls) [[ $# -ge 3 ]] || conf_usage; certificate=$2 key=$3; shift 3 ;;
      --without-tls) without_tls=true; shift ;;
      *) conf_usage ;;
    esac
  done
  [[ $# -ge 4 && $# -le 5 ]] || conf_usage
  [[ -n $listen || -z $certificate ]] || refuse "--tls is for the listener of --listen"
  if [[ -n $listen ]]; then
    [[ $listen =~ ^(.+):([0-9]+)$ ]] || refuse "--listen takes ADDRESS:PORT, not '$listen'"
    local address=${BASH_REMATCH[1]} port=${BASH_REMATCH[2]}
    address=${address#[} address=${address%]}
    if [[ -z $certificate ]] && ! is_loopback "$address"; then
      $without_tls || refuse "passwords would cross the network in the clear on $address: name a certificate and its" \
        "key with --tls, or say --without-tls if something else encrypts what comes there"
      printf 'mosquitto_conf.sh: WARNING: without TLS on %s, whoever sees the traffic has the passwords\n' "$address" >&2
    fi
  fi
  mosquitto_conf "$@"
  [[ -z $listen ]] || listener_conf "$address" "$port" "$certificate" "$key"
}

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  set -euo pipefail
  mosquitto_conf_command "$@"
fi
