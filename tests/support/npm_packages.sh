# Sourced by tests that need npm packages: npm_packages NAME@VERSION... installs them once a machine, each set into a folder of
# its own, and sets $packages to its node_modules. Returns 1, and says why on stderr, where node, npm or the registry is
# absent.
npm_packages() {
  local program folder
  for program in node npm flock; do
    command -v "$program" >/dev/null || { echo "$program is not installed" >&2; return 1; }
  done
  folder=${KLYTICS_NPM_DIR:-/tmp/klytics-npm-$(id -u)}/$(printf '%s+' "$@" | tr / _)
  mkdir -p "$folder"
  (
    flock 9
    [[ -e $folder/installed ]] && exit
    npm install --silent --no-audit --no-fund --prefix "$folder" "$@" >&2 && touch "$folder/installed"
  ) 9>"$folder/lock" || { echo "npm install $* failed (no network?)" >&2; return 1; }
  packages=$folder/node_modules
}
