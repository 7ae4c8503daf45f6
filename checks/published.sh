#!/usr/bin/env bash
# What the demonstration publishes is accepted by the field's own readers: security.txt (sectxt), every OSV record
# (its JSON schema, where the shared test data is), every feed (feedparser).
#
# Needs CANDOR_BIN (the built program) and python3 with sectxt, jsonschema and feedparser, as .ci/run installs them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin="${CANDOR_BIN:-target/debug/candor}"
[ -x "$bin" ] || { echo "skipped: there is no program at $bin; build it, or name it with CANDOR_BIN"; exit 0; }
python3 -c 'import sectxt, jsonschema, feedparser' 2>/dev/null ||
  { echo "skipped: sectxt, jsonschema and feedparser are not installed"; exit 0; }

folder=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$folder"' EXIT
env -i PATH="$PATH" "$bin" serve --demo --data "$folder/data" --listen 127.0.0.1:0 >"$folder/out" 2>"$folder/err" &
pid=$!
for _ in $(seq 1 600); do
  grep -q 'public cases were replayed' "$folder/err" 2>/dev/null && break
  kill -0 "$pid" 2>/dev/null || { cat "$folder/out" "$folder/err"; exit 1; }
  sleep 0.2
done
url=$(sed -n 's/^Listening on \(http:[^ ]*\).*/\1/p' "$folder/out")
[ -n "$url" ] || { echo "the program did not say where it listens"; cat "$folder/err"; exit 1; }
python3 checks/published.py "$url" ../shared/data/osv-schema/schema.json
