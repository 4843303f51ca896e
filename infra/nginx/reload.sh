#!/bin/sh
# What a killed nginx left of people's requests goes; it belongs to its workers' user.
setpriv --reuid=nginx --regid=nginx --clear-groups sh -c 'rm -rf /var/cache/nginx/*_temp/*'
# Takes up a certificate that is new within a minute: nginx reads it only at a reload.
(
  shown=$(cksum < "$TLS_CERTIFICATE")
  while sleep 60; do
    there=$(cksum < "$TLS_CERTIFICATE")
    [ "$there" != "$shown" ] || continue
    nginx -s reload && shown=$there
  done
) &
