#!/usr/bin/env bash
# klytics serve under load, beside nginx with the same bytes as a file: requests a second and the slowest of a hundred, with 200
# connections from wrk. nginx is the physical limit of this machine and this client: it computes nothing and copies nothing.
# Every answer is checked: an error, a time-out or another status than 200 is counted and printed.
#   load.sh [SECONDS]    run by tests/bench/run.sh serve_load
set -euo pipefail
seconds=${1:-10}
project=$(cd "$(dirname "$0")/../../.." && pwd)
. "$project/tests/bench/setup.sh"
need wrk nginx curl klytics klaviyo-sim psql
chmod 755 "$work" # the web server's workers are another user
cd "$work"
database bench_serve
start_simulator --seed 7 --no-limits --profiles 500 --events 20000 --days 400
{ klytics sync && klytics aggregate && klytics export --out snapshots; } >/dev/null 2>messages || { cat messages; exit 1; }
exec {output}< <(exec klytics serve --listen 127.0.0.1:0 2>serve.log)
running+=($!)
read -r base <&"$output"

port=$((20000 + RANDOM % 20000))
{
  printf 'daemon off;\npid %s/nginx.pid;\nworker_processes 2;\nevents { worker_connections 1024; }\nhttp {\naccess_log off;\n' "$work"
  printf 'keepalive_requests 1000000;\n'
  for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $work/$kind;"; done
  sed -e "s|root /srv/klytics/snapshots/current|root $work/snapshots/current|" -e "s|127.0.0.1:8080|127.0.0.1:$port|" \
    "$project/examples/nginx.conf"
  echo '}'
} >nginx.conf
nginx -p "$work" -e "$work/nginx.log" -c "$work/nginx.conf" 2>/dev/null &
running+=($!)
until curl -s -o /dev/null "http://127.0.0.1:$port/"; do sleep 0.05; done

cat >report.lua <<'LUA'
done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("%.0f %.2f %d\n", summary.requests / (summary.duration / 1e6), latency:percentile(99) / 1000,
    e.connect + e.read + e.write + e.timeout + e.status))
end
LUA
measure() { wrk -t 2 -c 200 -d "${seconds}s" --timeout 5s -s report.lua "$1" | tail -n 1; }

for path in "overview?dateRange=last-30-days" "charts/revenue?dateRange=this-year"; do
  cmp <(curl -s "$base/$path") <(curl -s "http://127.0.0.1:$port/api/$path") || { echo "FAILED: other bytes"; exit 1; }
  bytes=$(curl -s "$base/$path" | wc -c)
  # In turns, so that what else the machine does meets both.
  for turn in 1 2; do
    read -r nginx_rate nginx_slow nginx_errors < <(measure "http://127.0.0.1:$port/api/$path")
    read -r rate slow errors < <(measure "$base/$path")
    printf '%-34s %6d bytes  serve %6d/s p99 %8.2f ms %d errors   nginx %6d/s p99 %8.2f ms %d errors   ratio %.2f\n' \
      "$path" "$bytes" "$rate" "$slow" "$errors" "$nginx_rate" "$nginx_slow" "$nginx_errors" \
      "$(awk "BEGIN { print $rate / $nginx_rate }")"
  done
done
# Ranges that nobody asked for before: each is computed once.
days=$(date -d '-200 days' +%s)
start=$(date +%s.%N)
for i in $(seq 50); do
  first=$(date -u -d "@$((days + i * 86400))" +%F)
  curl -s -o /dev/null "$base/overview?dateRange=$first,$(date -u +%F)"
done
awk "BEGIN { printf \"%-34s %.1f ms a range, one client\\n\", \"ranges not asked for before\", ($(date +%s.%N) - $start) * 1000 / 50 }"
