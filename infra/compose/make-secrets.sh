#!/bin/sh
# Makes ./secrets once: random where a secret is ours, empty where a vendor gives it. What is there is never changed.
set -eu
cd "$(dirname "$0")/../.."
umask 077
mkdir -p secrets
random() { od -An -tx1 -N24 /dev/urandom | tr -d ' \n'; }
keep() { [ -s "secrets/$1" ] || printf '%s\n' "$2" > "secrets/$1"; }
for name in postgres_password plantao_password evolution_password redis_password jwt_secret erasure_secret evolution_api_key \
  grafana_password; do
  keep "$name" "$(random)"
done
keep database_url "postgres://plantao:$(cat secrets/plantao_password)@postgres:5432/plantao"
keep redis_url "redis://:$(cat secrets/redis_password)@redis:6379"
keep evolution_database_url "postgres://evolution:$(cat secrets/evolution_password)@postgres:5432/evolution?schema=evolution_api"
keep backup_database_url "postgres://postgres:$(cat secrets/postgres_password)@postgres:5432/plantao"
keep evolution_backup_url "postgres://postgres:$(cat secrets/postgres_password)@postgres:5432/evolution"
for name in openai_api_key stripe_secret_key stripe_webhook_secret smtp_url s3_secret_access_key backup_s3_secret; do
  [ -e "secrets/$name" ] || : > "secrets/$name"
  [ -s "secrets/$name" ] || case $name in
    *s3*) ;; # only with a bucket
    *) echo "Put your own value into secrets/$name" ;;
  esac
done
# Containers read them under their own users; the folder itself stays closed to everyone else on the machine.
chmod 700 secrets
chmod 644 secrets/*
