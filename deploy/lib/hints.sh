# shellcheck shell=bash
# What to paste to try more.

# A line for a shell; the parts are quoted where they need it.
paste_line() {
  local line
  printf -v line '%q ' "$@"
  printf '    %s\n' "${line% }"
}

hint() {
  local name=$1
  shift
  paste_line "$facet_program" --profile "$(phone_dir "$name")" "$@"
}

phone_hints() {
  heading "Try it, in another terminal"
  say "  Watch Bob's phone live:"
  hint bob watch
  say "  Change what Colleagues see; Carol's phone does not notice:"
  hint alice status set free --group Colleagues --for 30m
  say "  Add Bob to Family and give it the highest rank: from then on he sees what Family sees:"
  hint alice group add Family Bob
  hint alice group rank Family 1
  say "  Carol has no groups: what she tells everybody else is shown to whoever asks:"
  hint carol status set available --group other
  hint bob ask "+$carol"
  say "  What the broker holds for Bob, decoded (Ctrl-C ends it):"
  printf "    XDG_CONFIG_HOME=%q mosquitto_sub -t '%s' -F '%%t %%x' | %q decode\n" "$(phone_dir bob)/mosquitto" \
    "facet/v1/in/$bob/+" "$facet_program"
}

operator_hints() {
  say "  How the resolver is (Ctrl-C ends it):"
  printf "    XDG_CONFIG_HOME=%q mosquitto_sub -v -t 'facet/v1/ops/#'\n" "$data/operator"
}

show_hints() {
  if $demo; then phone_hints; else heading "Try it, in another terminal"; fi
  operator_hints
  say "  Logs: $data/logs"
}
