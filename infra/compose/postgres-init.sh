#!/bin/sh
# Runs once, when the data folder is made: two owners that are no superusers, a database each.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres \
  --set plantao="$(cat /run/secrets/plantao_password)" --set evolution="$(cat /run/secrets/evolution_password)" <<'SQL'
create role plantao login createrole password :'plantao';
create database plantao owner plantao;
create role evolution login password :'evolution';
create database evolution owner evolution;
-- The migrator lets Plantão's own roles in.
revoke connect on database plantao from public;
revoke connect on database evolution from public;
SQL
