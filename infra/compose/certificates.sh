#!/bin/sh
# A stand-in certificate first, so that nginx starts and can answer the challenge; then Let's Encrypt, renewed in time.
set -u
live=/etc/letsencrypt/live/plantao
if [ ! -s "$live/fullchain.pem" ]; then
  mkdir -p "$live"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=$PLANTAO_DOMAIN" \
    -keyout "$live/privkey.pem" -out "$live/fullchain.pem"
  touch "$live/.stand-in"
fi
while :; do
  if [ -e "$live/.stand-in" ]; then
    # certbot refuses a folder it did not make; it gets its own name and we link to it.
    certbot certonly --webroot -w /var/www/acme -d "$PLANTAO_DOMAIN" --cert-name issued \
      --email "$ACME_EMAIL" --agree-tos --non-interactive &&
      ln -sf ../issued/fullchain.pem "$live/fullchain.pem" && ln -sf ../issued/privkey.pem "$live/privkey.pem" &&
      rm "$live/.stand-in"
  else
    certbot renew --quiet
  fi
  sleep $([ -e "$live/.stand-in" ] && echo 120 || echo 43200) &
  wait $!
done
