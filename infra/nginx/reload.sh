#!/bin/sh
# Takes up a renewed certificate: nginx reads it only at a reload.
(
  while sleep 21600; do
    nginx -s reload
  done
) &
