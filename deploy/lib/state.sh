# shellcheck shell=bash
# The folder: who may come in, and the two configuration files. Everything in it is its owner's alone.

resolver_user=facet-resolver
operator_user=facet-operator

make_folders() {
  umask 077
  mkdir -p -- "$data" || die "cannot make the folder $data; name another with --data"
  [[ -O $data && -w $data ]] ||
    die "$data belongs to somebody else; start as that user, or name another folder with --data"
  chmod 0700 -- "$data"
  mkdir -p -- "$data"/{mosquitto/store,resolver,operator,secrets,phones,logs,run}
}

# Written aside first, so that there is never half a file.
write_file() {
  local file=$1
  cat >"$file.new"
  mv -f -- "$file.new" "$file"
}

# The port of the last start, unless another is asked for.
choose_port() {
  local last=''
  { read -r last <"$data/port"; } 2>/dev/null || true
  is_port "$last" || last=18830
  port=${port:-$last}
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    die "port $port on 127.0.0.1 is in use by another program; choose another with --port"
  fi
  write_file "$data/port" <<<"$port"
}

secret_of() { printf '%s/secrets/%s' "$data" "$1"; }

# 32 random hexadecimal digits, once for each user.
make_secret() {
  local file
  file=$(secret_of "$1")
  [[ -s $file ]] || od -An -N16 -tx1 /dev/urandom | tr -d ' \n' | write_file "$file"
}

is_user() { [[ -s $(secret_of "$1") ]] && grep -q "^$1:" "$data/mosquitto/passwd"; }

# Adds whoever is missing to the broker's list; users that you added stay. The passwords go by files only: a
# command line can be read by everybody on the machine.
make_users() {
  local passwd=$data/mosquitto/passwd name new=()
  touch "$passwd"
  for name in "$@"; do
    is_user "$name" || new+=("$name")
  done
  [[ ${#new[@]} -gt 0 ]] || return 0
  for name in "${new[@]}"; do
    make_secret "$name"
    sed -i "/^$name:/d" "$passwd"
    printf '%s:%s\n' "$name" "$(<"$(secret_of "$name")")"
  done >"$passwd.new"
  mosquitto_passwd -U "$passwd.new"
  cat -- "$passwd.new" >>"$passwd"
  rm -f -- "$passwd.new"
}

# What mosquitto_sub and mosquitto_pub read as $XDG_CONFIG_HOME/mosquitto_sub.
client_options() {
  local dir=$1 user=$2 tool
  mkdir -p -- "$dir"
  for tool in mosquitto_sub mosquitto_pub; do
    write_file "$dir/$tool" <<TEXT
-h 127.0.0.1
-p $port
-u $user
-P $(<"$(secret_of "$user")")
TEXT
  done
}

write_configuration() {
  mosquitto_conf "$data/mosquitto" "$data/mosquitto/store" "$port" "$(id -un)" |
    write_file "$data/mosquitto/mosquitto.conf"
  write_file "$data/mosquitto/acl" <"$root/deploy/acl"
  client_options "$data/operator" "$operator_user"
  resolver_toml | write_file "$data/resolver/resolver.toml"
}
