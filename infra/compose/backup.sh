#!/bin/sh
# Once a day at BACKUP_HOUR_UTC. A failure is told and tried again an hour later.
set -u

# Asked to stop: what is under way is asked too, and tidies up what it has begun. A command in the foreground would keep
# the shell from hearing it, and the first process of a container does not end of itself.
child=
stop() {
  trap - TERM INT
  [ -z "$child" ] || kill -TERM "$child" 2>/dev/null
  wait
  exit 0
}
trap stop TERM INT
run() {
  "$@" &
  child=$!
  wait "$child"
}

while :; do
  # Evolution forgets nothing by itself.
  run plantao trim-evolution || echo "Evolution's old messages could not be deleted; next try in an hour."
  hour=$(date -u +%H | sed 's/^0//')
  newest=$(find "$BACKUP_DIR" -name '*.tar.age' -mmin -1200 | head -n 1)
  if [ -z "$BACKUP_RECIPIENT" ]; then
    echo "BACKUP_RECIPIENT is not set: no backups are written. See: plantao backup-key"
  elif [ "${hour:-0}" -ge "$BACKUP_HOUR_UTC" ] && [ -z "$newest" ]; then
    run plantao backup && touch "$BACKUP_DIR/.first" || echo "The backup failed; next try in an hour."
  fi
  run sleep 3600
done
