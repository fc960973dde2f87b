# Sourced by cases that need nginx: start_nginx COMMAND... runs it in the foreground of the case's folder, in the background of
# the case. The command prints what stands in its block http and finds a port to listen on in $port; it runs again when
# somebody else has that port. Afterwards $nginx is the process.
start_nginx() {
  local attempt kind
  for attempt in {1..20}; do
    port=$((20000 + RANDOM % 12000)) # below those that the system gives to clients
    {
      printf 'daemon off;\npid %s/nginx.pid;\nevents { worker_connections 512; }\nhttp {\naccess_log off;\n' "$PWD"
      for kind in client_body proxy fastcgi uwsgi scgi; do echo "${kind}_temp_path $PWD/$kind;"; done
      "$@"
      echo '}'
    } >nginx.conf
    rm -f nginx.pid
    nginx -p "$PWD" -e "$PWD/nginx.log" -c "$PWD/nginx.conf" &
    nginx=$!
    # It writes its process id once it has the port: an answer may come from somebody else.
    until [[ -s nginx.pid ]] || ! kill -0 $nginx 2>/dev/null; do sleep 0.05; done
    [[ ! -s nginx.pid ]] || return 0
    wait $nginx
  done
  cat nginx.log >&2
  exit 70
}
stop_nginx() { kill $nginx && wait $nginx; }
