#!/usr/bin/env bash
# Whether the time of an answer tells of an advisory that is not out: the addresses that it will have, once it is
# published, are asked for in turn with addresses that nobody will ever have, thousands of times. Both are 404, and
# must take equally long. First a difference that is there must be noticed: a page that is out against one that is not.
#
# Timed, so it runs at night and on a quiet machine. Needs CANDOR_BIN and Python.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

candor="${CANDOR_BIN:-target/debug/candor}"
[ -x "$candor" ] || { echo "skipped: there is no program at $candor; build it, or name it with CANDOR_BIN"; exit 0; }

work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT
env -i PATH="$PATH" CANDOR_RATE_LIMIT=0 CANDOR_SECOND_FACTOR=optional "$candor" --data "$work/data" serve \
  --listen 127.0.0.1:0 --policy examples/policies/sigtech.toml >"$work/out" 2>"$work/err" </dev/null &
server=$!
for _ in $(seq 300); do
  grep -q '^Listening on ' "$work/out" && break
  kill -0 "$server" 2>/dev/null || { cat "$work/err"; echo "the server ended"; exit 1; }
  sleep 0.2
done
url=$(sed -n 's|^Listening on \(http:[^ ]*\).*|\1|p' "$work/out")
code=$(cat "$work/out" "$work/err" | sed -n 's/.*setup?code=\([0-9a-f]*\).*/\1/p' | head -n 1)
curl -fsS --max-time 120 -o /dev/null "$url/desk/setup" --data-urlencode "setup_token=$code" \
  --data-urlencode "name=ada" --data-urlencode "passphrase=correct horse battery staple" \
  --data-urlencode "passphrase_again=correct horse battery staple"
exec python3 checks/nightly/timing.py "$url"
