#!/usr/bin/env bash
# The two commands in surroundings that are not ours, one row a function: held, failed, or cannot be tried here and why.
# Usage: bash infra/proof/fresh.sh [row …]     without names: every row.     As root on Linux; nothing leaves loopback.
# OLD_NODES: a folder with one folder per old Node version, each holding bin/node and bin/npm (optional).
set -uo pipefail
cd "$(dirname "$0")/../.." || exit 1
root=$PWD
work=$(mktemp -d /tmp/plantao-rows.XXXXXX)
chmod 755 "$work"
trap 'umount "$work"/*/disk 2>/dev/null; rm -rf "$work"' EXIT

row() { printf '| %-22s | %-6s | %s |\n' "$1" "$2" "$3"; }
# A clone in a folder of its own; `installed` links the packages of this checkout into it.
clone() {
  git clone -q "$root" "$work/$1" && echo "$work/$1"
}
installed() {
  local at
  at=$(clone "$1")
  cp -al "$root/node_modules" "$at/node_modules" 2>/dev/null || cp -a "$root/node_modules" "$at/node_modules"
  [ -d "$root/.tools" ] && cp -a "$root/.tools" "$at/.tools"
  echo "$at"
}
# start FOLDER VARIABLE=value …: what a start of at most two minutes says; it is stopped once it is ready.
start() {
  local at=$1
  shift
  (cd "$at" && env LANG=C PORT=18000 SANDBOX_PORT=18001 "$@" timeout -s TERM "${LIMIT:-120}" \
    node infra/launcher/bootstrap.mjs start 2>&1) | sed '/Ctrl+C stops/q'
}
# says NAME TEXT OUTPUT: held when the text is there.
says() {
  if grep -qiE -- "$2" <<<"$3"; then row "$1" held "$(grep -iEm1 -- "$2" <<<"$3" | cut -c1-110)"
  else row "$1" failed "$(tail -n 3 <<<"$3" | tr '\n' ' ' | cut -c1-160)"; failures=$((failures + 1)); fi
}
cannot() { row "$1" '–' "cannot be tried here: $2"; }
failures=0

words() { says words 'takes no words' "$(cd "$root" && LANG=C node infra/launcher/bootstrap.mjs start --port 3 2>&1)"; }
portuguese() { says portuguese 'não aceita palavras' "$(cd "$root" && LC_ALL= LANG=pt_BR.UTF-8 node infra/launcher/bootstrap.mjs start x 2>&1)"; }
damaged_secrets() {
  mkdir -p "$work/data-s" && echo '{"jwt' >"$work/data-s/secrets.json"
  says damaged_secrets 'secrets.json is damaged' "$(start "$root" DATA_DIR="$work/data-s")"
}
damaged_running() {
  mkdir -p "$work/data-r" && echo '{' >"$work/data-r/running.json"
  says damaged_running 'running.json is damaged' "$(start "$root" DATA_DIR="$work/data-r")"
}
damaged_keys() {
  mkdir -p "$work/data-k" && echo '{}' >"$work/data-k/postgres.json"
  says damaged_keys 'postgres.json is damaged' "$(start "$root" DATA_DIR="$work/data-k")"
}
port_80_as_user() {
  command -v setpriv >/dev/null || { cannot port_80_as_user 'no setpriv'; return; }
  [ "$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start)" -gt 80 ] || { cannot port_80_as_user 'any user may open port 80'; return; }
  install -d -o nobody "$work/data-p"
  says port_80_as_user 'PORT=8080' "$(cd "$root" && setpriv --reuid=nobody --clear-groups env LANG=C HOME="$work/data-p" \
    DATA_DIR="$work/data-p" PORT=80 node infra/launcher/bootstrap.mjs start 2>&1)"
}
nameless_user() {
  command -v setpriv >/dev/null || { cannot nameless_user 'no setpriv'; return; }
  says nameless_user '/etc/passwd' "$(cd "$root" && setpriv --reuid=54321 --clear-groups env LANG=C \
    node infra/launcher/bootstrap.mjs start 2>&1)"
}
root_then_user() {
  command -v setpriv >/dev/null || { cannot root_then_user 'no setpriv'; return; }
  mkdir -m 777 "$work/data-u" && (umask 077 && echo '{}' >"$work/data-u/secrets.json")
  says root_then_user 'may not be read by nobody' "$(cd "$root" && setpriv --reuid=nobody --clear-groups env LANG=C \
    HOME=/tmp DATA_DIR="$work/data-u" PORT=18000 SANDBOX_PORT=18001 node infra/launcher/bootstrap.mjs start 2>&1)"
}
full_disk() {
  mkdir -p "$work/full/disk"
  mount -t tmpfs -o size=8m tmpfs "$work/full/disk" 2>/dev/null || { cannot full_disk 'no right to mount'; return; }
  chmod 755 "$work/full" "$work/full/disk"
  says full_disk 'is full' "$(start "$root" DATA_DIR="$work/full/disk/data")"
}
read_only_disk() {
  mkdir -p "$work/ro/disk"
  mount -t tmpfs -o ro tmpfs "$work/ro/disk" 2>/dev/null || { cannot read_only_disk 'no right to mount'; return; }
  says read_only_disk 'read-only' "$(start "$root" DATA_DIR="$work/ro/disk/data")"
}
port_taken_first() {
  local at
  at=$(clone taken)
  node -e 'require("net").createServer().listen(18000, "127.0.0.1")' & local holder=$!
  sleep 1
  says port_taken_first 'Port 18000 is already in use' "$(LIMIT=20 start "$at")"
  kill "$holder"
}
no_network() {
  unshare -n true 2>/dev/null || { cannot no_network 'no right to a network namespace'; return; }
  local at begun
  at=$(clone lonely)
  begun=$SECONDS
  says no_network 'cannot be reached' "$(cd "$at" && unshare -n env LANG=C npm_config_cache="$work/cache" \
    timeout 60 node infra/launcher/bootstrap.mjs check 2>&1) after $((SECONDS - begun)) s"
}
damaged_install() {
  local at
  at=$(installed half)
  rm -rf "$at"/node_modules/@rolldown/binding-*
  says damaged_install 'Installing packages' "$(cd "$at" && LANG=C timeout 15 node infra/launcher/bootstrap.mjs check 2>&1)"
}
old_nodes() {
  [ -d "${OLD_NODES:-}" ] || { cannot old_nodes 'OLD_NODES names no folder'; return; }
  local folder at name
  for folder in "$OLD_NODES"/*; do
    name=node_$(basename "$folder")
    at=$(clone "$name")
    says "$name" 'Plantão is ready' "$(PATH=$folder/bin:/usr/bin:/bin LIMIT=400 start "$at")"
  done
}
first_and_second() {
  says first_start 'Plantão is ready' "$(start "$root" DATA_DIR="$work/data-f")"
  says second_start 'Plantão is ready' "$(start "$root" DATA_DIR="$work/data-f")"
}
musl() { cannot musl 'no musl system; the decision is tested in infra/launcher/bootstrap.test.ts'; }
windows() { cannot windows 'no Windows'; }
macos() { cannot macos 'no macOS'; }

rows=(words portuguese damaged_secrets damaged_running damaged_keys port_80_as_user nameless_user root_then_user
  full_disk read_only_disk port_taken_first no_network damaged_install first_and_second old_nodes musl windows macos)
[ $# -eq 0 ] || rows=("$@")
row surroundings result words
row '---' '---' '---'
for name in "${rows[@]}"; do
  if [[ $(type -t "$name") == function ]]; then "$name"; else row "$name" failed 'no such row'; failures=$((failures + 1)); fi
done
exit $((failures > 0))
