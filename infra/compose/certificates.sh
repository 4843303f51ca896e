#!/bin/sh
# A stand-in certificate first, so that nginx starts and can answer the challenge; then Let's Encrypt, renewed in time.
set -u
live=${LIVE:-/etc/letsencrypt/live/plantao}

# Asked to stop: what is under way is asked too. A command in the foreground would keep the shell from hearing it, and the
# first process of a container does not end of itself.
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

if [ ! -s "$live/fullchain.pem" ]; then
  mkdir -p "$live"
  run openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$PLANTAO_DOMAIN" \
    -keyout "$live/privkey.pem" -out "$live/fullchain.pem"
  touch "$live/.stand-in"
fi
# nginx starts when the stand-in lies here, and must answer before the authority asks.
[ ! -e "$live/.stand-in" ] || run sleep "${NGINX_STARTS_SECONDS:-20}"
while :; do
  if [ -e "$live/.stand-in" ]; then
    # certbot refuses a folder it did not make; it gets its own name and we link to it.
    run certbot certonly --webroot -w /var/www/acme -d "$PLANTAO_DOMAIN" --cert-name issued \
      --email "$ACME_EMAIL" --agree-tos --non-interactive &&
      ln -sf ../issued/fullchain.pem "$live/fullchain.pem" && ln -sf ../issued/privkey.pem "$live/privkey.pem" &&
      rm "$live/.stand-in"
  else
    run certbot renew --quiet
  fi
  # The authority takes five failures an hour for one name: with four it never closes the door on us.
  run sleep "$([ -e "$live/.stand-in" ] && echo 900 || echo 43200)"
done
