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

# Adds whoever is missing to the broker's list; users that you added stay. The passwords go by files only: a
# command line can be read by everybody on the machine.
make_users() {
  if $with_plugin; then make_accounts "$@"; else make_passwords "$@"; fi
}

# For Facet's plugin. What make_secret made up needs no dear hash, so a login costs the broker little.
make_accounts() {
  local file=$data/mosquitto/credentials list=$data/run/accounts known='' name output
  [[ ! -e $file ]] || known=$("$admin_program" --file "$file" --json user list)
  : >"$list"
  for name in "$@"; do
    [[ $known != *"\"name\":\"$name\""* ]] || continue
    make_secret "$name"
    printf '%s %s %s\n' "$name" "$(role_of "$name")" "$(<"$(secret_of "$name")")" >>"$list"
  done
  if [[ -s $list ]]; then
    output=$("$admin_program" --file "$file" user add --from "$list" --cost generated 2>&1) || die "$output"
  fi
  rm -f -- "$list"
}

role_of() {
  case $1 in
    "$resolver_user") printf 'resolver' ;;
    "$operator_user") printf 'operator' ;;
    *) printf 'phone' ;;
  esac
}

# For Mosquitto's own password file.
make_passwords() {
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

is_user() { [[ -s $(secret_of "$1") ]] && grep -q "^$1:" "$data/mosquitto/passwd"; }

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
$(client_id_option "$user")
TEXT
  done
}

# A client id is bound to its user: a phone's is <number>-<device>. This device is nobody's phone.
client_id_option() {
  if [[ $(role_of "$1") == phone ]]; then printf -- '-i %s-64999' "$1"; fi
}

write_configuration() {
  mosquitto_conf "$data/mosquitto" "$data/mosquitto/store" "$port" "$(id -un)" "$plugin" |
    write_file "$data/mosquitto/mosquitto.conf"
  write_file "$data/mosquitto/acl" <"$root/deploy/acl"
  client_options "$data/operator" "$operator_user"
  resolver_toml | write_file "$data/resolver/resolver.toml"
}
