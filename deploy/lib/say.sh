# shellcheck shell=bash
# What deploy/up says. Colour only on a terminal, and never with NO_COLOR set.

if [[ -t 1 && -z ${NO_COLOR:-} ]]; then
  bold=$'\e[1m' red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'
else
  bold='' red='' green='' plain=''
fi

# A step that begins; `done_` ends it on the same line.
step() { printf '%s==>%s %s' "$green" "$plain" "$*"; }
done_() { printf '%s\n' "${1:+: $1}"; }
heading() { printf '\n%s%s%s\n' "$bold" "$*" "$plain"; }
say() { printf '%s\n' "$*"; }
indented() { sed 's/^/    /'; }

warn() { printf '%sfacet: %s%s\n' "$red" "$*" "$plain" >&2; }
die() {
  warn "$@"
  exit 1
}

# The last lines of a log, for whoever has to find out why something stopped.
show_log() {
  local file=$1
  [[ -s $file ]] || return 0
  warn "the last lines of $file:"
  tail -n 15 -- "$file" | indented >&2
}

# await SECONDS COMMAND...: tries COMMAND until it succeeds, or the time is up (then it fails).
await() {
  local deadline=$((${EPOCHREALTIME/[.,]/} + $1 * 1000000))
  shift
  until "$@"; do
    ((${EPOCHREALTIME/[.,]/} < deadline)) || return 1
    sleep 0.05
  done
}
