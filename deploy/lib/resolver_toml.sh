# shellcheck shell=bash
# The resolver's configuration for this folder (all there is: deploy/resolver.toml.example), and how it says
# that it serves.

resolver_id=local

resolver_toml() {
  cat <<TOML
# Made by deploy/up at each start: changes here do not last.
[resolver]
id = "$resolver_id"
data_dir = $(toml_string "$data/resolver/db")

[broker]
host = "127.0.0.1"
port = $port
username = "$resolver_user"
password_file = $(toml_string "$(secret_of "$resolver_user")")
TOML
}

# A TOML string: a path may hold quotes and backslashes.
toml_string() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

state_topic() { printf 'facet/v1/ops/resolver/%s/state' "$resolver_id"; }

# is_ready JSON: the state is "ready", and it is this process that says so: a resolver that was killed together
# with its broker leaves its last word behind.
is_ready() { [[ $1 == *'"state":"ready"'* && $1 == *"\"pid\":$resolver_pid,"* ]]; }
