#!/bin/sh
# Once a day at BACKUP_HOUR_UTC. A failure is told and tried again an hour later.
set -u
while :; do
  # Evolution forgets nothing by itself.
  plantao trim-evolution || echo "Evolution's old messages could not be deleted; next try in an hour."
  hour=$(date -u +%H | sed 's/^0//')
  newest=$(find "$BACKUP_DIR" -name '*.tar.age' -mmin -1200 | head -n 1)
  if [ -z "$BACKUP_RECIPIENT" ]; then
    echo "BACKUP_RECIPIENT is not set: no backups are written. See: plantao backup-key"
  elif [ "${hour:-0}" -ge "$BACKUP_HOUR_UTC" ] && [ -z "$newest" ]; then
    plantao backup && touch "$BACKUP_DIR/.first" || echo "The backup failed; next try in an hour."
  fi
  sleep 3600 &
  wait $!
done
