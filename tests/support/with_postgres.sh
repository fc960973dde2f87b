#!/bin/sh
# Runs CMD with a throw-away PostgreSQL server of its own: with_postgres.sh CMD [ARGUMENT...]
# KLYTICS_TEST_DATABASE_URL is its superuser's URL. The server keeps nothing safe (no fsync), listens on a unix socket only
# and is gone when CMD ends; the exit code is CMD's. KLYTICS_TEST_POSTGRES_BIN names another version's program folder.
# The role "password_test" needs a password, every other one gets in without.
set -eu
if [ $# -eq 0 ]; then
  echo "usage: with_postgres.sh CMD [ARGUMENT...]" >&2
  exit 64
fi

programs=${KLYTICS_TEST_POSTGRES_BIN:-}
if [ -z "$programs" ]; then
  programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -t/ -k5 -n -r | head -n 1)
  [ -n "$programs" ] || programs=$(dirname "$(command -v initdb || echo /missing/initdb)")
fi
if [ ! -x "$programs/initdb" ]; then
  echo "with_postgres.sh: no PostgreSQL server programs found: install the package postgresql" >&2
  exit 69
fi

home=$(mktemp -d /tmp/klytics-test.XXXXXX)
chmod 700 "$home"
# The server refuses to run as root.
if [ "$(id -u)" -eq 0 ]; then
  chown postgres "$home"
  as_server() { (cd "$home" && setpriv --reuid postgres --regid postgres --clear-groups env -u PGDATA HOME="$home" "$@"); }
else
  as_server() { (cd "$home" && env -u PGDATA "$@"); }
fi

stop() {
  as_server "$programs/pg_ctl" -D "$home/data" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$home"
}
trap stop EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

as_server "$programs/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$home/initdb.log" 2>&1 || {
  cat "$home/initdb.log" >&2
  exit 69
}
printf 'local all password_test scram-sha-256\nlocal all all trust\n' >"$home/data/pg_hba.conf"
cat >>"$home/data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$home'
max_connections = 200
fsync = off
synchronous_commit = off
full_page_writes = off
max_wal_size = '4GB'
shared_buffers = '128MB'
jit = off
password_encryption = 'scram-sha-256'
SETTINGS
as_server "$programs/pg_ctl" -D "$home/data" -l "$home/log" -w -t 60 start >/dev/null 2>&1 </dev/null || {
  cat "$home/log" >&2
  exit 69
}

status=0
KLYTICS_TEST_DATABASE_URL="postgresql:///postgres?host=$home&user=postgres" "$@" || status=$?
exit "$status"
