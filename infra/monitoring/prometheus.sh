#!/bin/sh
# Prometheus expands no variables in its settings.
set -eu
settings=${SETTINGS:-/tmp/prometheus.yml}
sed "s|https://DOMAIN/|https://$PLANTAO_DOMAIN/|" "$(dirname "$0")/prometheus.yml" > "$settings"
exec "${PROMETHEUS:-/bin/prometheus}" --config.file="$settings" --storage.tsdb.path=/prometheus \
  --storage.tsdb.retention.time=30d
