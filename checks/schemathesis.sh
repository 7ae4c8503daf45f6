#!/usr/bin/env bash
# Tries the served API with generated requests (schemathesis): no answer may be a server error, and each must
# be what docs/openapi.json says, in status, kind of content and schema.
#
# Starts the program on loopback with the demonstration's data. CANDOR_BIN names the program;
# SCHEMATHESIS_EXAMPLES says how many requests are tried for each operation (default 40).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

candor=${CANDOR_BIN:-target/debug/candor}
examples=${SCHEMATHESIS_EXAMPLES:-40}
login=ada passphrase='correct horse battery staple'

skip() { echo "skipped: $*"; exit 0; }
[ -x "$candor" ] || skip "there is no program at $candor (cargo build --package cli)"
"$candor" serve --help >/dev/null 2>&1 || skip "$candor cannot serve"
command -v schemathesis >/dev/null || skip "schemathesis is not installed (pip install schemathesis)"

work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap finish EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url="http://127.0.0.1:$port"
env CANDOR_LISTEN="127.0.0.1:$port" CANDOR_PUBLIC_URL="$url" CANDOR_RATE_LIMIT=0 \
  CANDOR_ROOT_KEY_FILE="$work/root.key" \
  "$candor" serve --data "$work/data" --policy examples/policies >"$work/server.log" 2>&1 </dev/null &
server=$!
for _ in $(seq 300); do
  curl -fsS "$url/health" >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || { cat "$work/server.log"; echo "the server ended"; exit 1; }
  sleep 0.2
done

# The first account, as a person makes it: by the link that the program prints.
code=$(sed -n 's/.*setup?code=\([0-9a-f]*\).*/\1/p' "$work/server.log" | head -n 1)
curl -fsS --max-time 60 -o "$work/kit.html" "$url/desk/setup" --data-urlencode "setup_token=$code" \
  --data-urlencode "name=$login" --data-urlencode "passphrase=$passphrase" \
  --data-urlencode "passphrase_again=$passphrase"

# What generated requests need to get past the doors: a member's token and a receipt.
api() { curl -fsS --max-time 60 -H 'Content-Type: application/json' "$@"; }
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
token=$(api "$url/api/v1/sessions" -d "{\"login\": \"$login\", \"passphrase\": \"$passphrase\"}" | field token)
api "$url/api/v1/programs/sigtech/reports" -d '{"fields": {"title": "A window into the vault"}, "incomplete": true}' \
  >"$work/receipt.json"
receipt=$(field characters <"$work/receipt.json")
handle=$(field handle <"$work/receipt.json")

checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance
checks=$checks,response_schema_conformance,unsupported_method
try() { # name, then options of schemathesis
  local name=$1
  shift
  echo "== $name =="
  schemathesis run "$url/api/v1/openapi.json" --checks "$checks" --max-examples "$examples" --seed 1 \
    --request-timeout 60 --suppress-health-check all --workers 2 --no-color \
    --phases examples,coverage,fuzzing "$@" </dev/null
}

try "anyone" --exclude-tag desk --exclude-tag mailbox
try "a reporter" --include-tag mailbox -H "Authorization: Receipt $receipt"
# Signing out would end the session that everything else needs.
SCHEMATHESIS_HANDLE=$handle try "a member" --exclude-tag mailbox --exclude-operation-id signOut \
  -H "Authorization: Bearer $token"

kill -0 "$server" 2>/dev/null || { tail -n 40 "$work/server.log"; echo "the server ended"; exit 1; }
if grep -nE 'panicked|ERROR' "$work/server.log"; then echo "the server logged a fault of its own"; exit 1; fi
echo "no server error, and every answer is as documented"
