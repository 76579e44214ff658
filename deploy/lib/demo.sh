# shellcheck shell=bash
# Three phones on this machine: Alice, whose statuses they are, and Bob and Carol, who look at her. In
# deploy/sample.vcf Bob is one of her Colleagues, Carol is Family.

alice=8613800138000 bob=8613800138001 carol=8613800138002

phone_dir() { printf '%s/phones/%s' "$data" "$1"; }

# as NAME ARGUMENTS...: the facet command on that person's phone. --profile stands first, for all commands alike.
as() {
  local name=$1
  shift
  "$facet_program" --profile "$(phone_dir "$name")" "$@"
}

# attempt WHAT COMMAND...: quiet when it works; shows everything when not.
attempt() {
  local what=$1 output
  shift
  step "$what"
  if output=$("$@" 2>&1); then
    done_
  else
    done_ "failed"
    indented <<<"$output" >&2
    die "the demonstration stopped; broker and resolver are all right. Leave it out with --no-demo"
  fi
}

# A phone that is there already keeps its profile; the broker's port may be another one than last time.
make_phone() {
  local name=$1 number=$2 profile
  profile=$(phone_dir "$name")/profile.toml
  if [[ -e $profile ]]; then
    sed -i -E "s/^port = [0-9]+\$/port = $port/" "$profile"
    return
  fi
  attempt "$name's phone: +$number" as "$name" init --number "+$number" --region CN \
    --broker "127.0.0.1:$port" --password-file "$(secret_of "$number")"
}

# So that Bob's and Carol's phones say "Alice" and not her number.
alice_card() {
  printf 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Alice\r\nTEL;TYPE=CELL:+%s\r\nEND:VCARD\r\n' "$alice"
}

# Bob and Carol come first: who has never been there is shown nothing until the first visit.
make_phones() {
  local name
  make_phone bob "$bob"
  make_phone carol "$carol"
  make_phone alice "$alice"
  client_options "$(phone_dir bob)/mosquitto" "$bob"
}

# Once for a folder: afterwards Alice's groups and statuses are whatever you made of them.
first_statuses() {
  [[ ! -e $data/phones/demo-done ]] || return 0
  alice_card >"$data/phones/alice.vcf"
  attempt "Bob knows Alice" as bob contacts import "$data/phones/alice.vcf"
  attempt "Carol knows Alice" as carol contacts import "$data/phones/alice.vcf"
  attempt "Alice imports deploy/sample.vcf" as alice contacts import "$root/deploy/sample.vcf"
  attempt "Alice is in a meeting, for Colleagues" as alice status set meeting --group Colleagues
  attempt "Alice is driving, for Family" \
    as alice status set driving --group Family --note "home by seven" --for 2h
  touch "$data/phones/demo-done"
  bobs_group=" (he is one of Alice's Colleagues)" carols_group=" (she is Family)"
}

show() {
  heading "$1"
  shift
  as "$@" 2>&1 | indented
}

show_phones() {
  show "What Alice tells her groups" alice status
  show "What Bob's phone shows${bobs_group:-}" bob watch --once
  show "What Carol's phone shows${carols_group:-}" carol watch --once
}

run_demo() {
  make_phones
  first_statuses
  show_phones
}
