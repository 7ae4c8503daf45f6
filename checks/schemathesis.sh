#!/usr/bin/env bash
# Tries the served API with generated requests (schemathesis): no answer may be a server error, and each must
# be what its OpenAPI document says, in status, kind of content, headers and schema; nothing that the document
# forbids may be taken, and nothing that needs a session or a receipt may be had without.
#
# Starts the program on loopback in a folder of its own. CANDOR_BIN names the program; SCHEMATHESIS_EXAMPLES
# says how many requests are made up for each operation (default 40).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

candor=${CANDOR_BIN:-target/debug/candor}
examples=${SCHEMATHESIS_EXAMPLES:-40}
login=ada passphrase='correct horse battery staple'

skip() { echo "skipped: $*"; exit 0; }
[ -x "$candor" ] || skip "there is no program at $candor (cargo build --package cli)"
"$candor" serve --help >/dev/null 2>&1 || skip "$candor cannot serve yet"
command -v schemathesis >/dev/null || skip "schemathesis is not installed (pip install schemathesis)"

work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap finish EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
url="http://127.0.0.1:$port"
# With no other variable: the program refuses a CANDOR_* that is no setting, such as our own.
env -i PATH="$PATH" CANDOR_RATE_LIMIT=0 CANDOR_SECOND_FACTOR=optional CANDOR_PUBLIC_URL="$url" "$candor" --data "$work/data" serve \
  --listen "127.0.0.1:$port" --policy examples/policies >"$work/server.log" 2>&1 </dev/null &
server=$!
for _ in $(seq 300); do
  curl -fsS "$url/health" >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || { cat "$work/server.log"; echo "the server ended"; exit 1; }
  sleep 0.2
done

# The first account, as a person makes it: by the link that the program prints.
code=$(sed -n 's/.*setup?code=\([0-9a-f]*\).*/\1/p' "$work/server.log" | head -n 1)
curl -fsS --max-time 120 -o "$work/kit.html" "$url/desk/setup" --data-urlencode "setup_token=$code" \
  --data-urlencode "name=$login" --data-urlencode "passphrase=$passphrase" \
  --data-urlencode "passphrase_again=$passphrase"

# What made-up requests cannot guess: a member's token, a receipt, a case, an advisory.
call() { curl -fsS --max-time 120 -H 'Content-Type: application/json' "$@"; }
field() { python3 -c 'import json, sys; print(json.load(sys.stdin)[sys.argv[1]])' "$1"; }
api="$url/api/v1"
token=$(call "$api/sessions" -d "{\"login\": \"$login\", \"passphrase\": \"$passphrase\"}" | field token)
member=(-H "Authorization: Bearer $token")
new_case() { call "$api/programs/sigtech/reports" -d '{"fields": {"title": "A window"}, "incomplete": true}'; }
new_case >"$work/published.json"
case="$api/programs/sigtech/cases/$(field handle <"$work/published.json")"
call "${member[@]}" -o /dev/null -X PUT "$case/advisory" \
  -d '{"fields": {"title": "A window", "summary": "The vault can be read.", "product-1-fixed": "1.2.3"}}'
for command in validate accept; do
  call "${member[@]}" -o /dev/null "$case/commands/$command" \
    -d "{\"seen\": $(call "${member[@]}" "$case" | field last_seq)}"
done
advisory=$(call "${member[@]}" "$case/advisory/publish" \
  -d "{\"seen\": $(call "${member[@]}" "$case" | field last_seq)}" | field id)
new_case >"$work/receipt.json"
receipt=$(field characters <"$work/receipt.json")
version=$(field policy_version <"$work/receipt.json")
cat >"$work/known.toml" <<TOML
[parameters]
"path.program" = "sigtech"
"path.handle" = "$(field handle <"$work/receipt.json")"
"path.advisory" = "$advisory"
"path.version" = "$version"
TOML

try() { # what for, then options of schemathesis
  printf '\n== %s ==\n' "$1"
  shift
  # What a policy or a case refuses is valid all the same: the document cannot say which fields a policy has.
  (cd "$work" && schemathesis "$@" --checks all --exclude-checks positive_data_acceptance \
    --max-examples "$examples" --seed 1 --request-timeout 60 --suppress-health-check all --warnings off \
    --no-color --continue-on-failure --phases examples,coverage,fuzzing </dev/null)
}
run=(run "$api/openapi.json")
known=(--config-file "$work/known.toml" "${run[@]}")

try "anyone, anywhere" "${run[@]}" --exclude-tag desk --exclude-tag mailbox
try "a reporter" "${run[@]}" --include-tag mailbox -H "Authorization: Receipt $receipt"
# Signing out would end the session that the rest needs.
try "a member, on a case that there is" "${known[@]}" --exclude-tag mailbox \
  --exclude-operation-id signOut -H "Authorization: Bearer $token"

kill -0 "$server" 2>/dev/null || { tail -n 40 "$work/server.log"; echo "the server ended"; exit 1; }
if grep -nE 'panicked|ERROR' "$work/server.log"; then
  echo "the server logged a fault of its own"
  exit 1
fi
printf '\nno server error, and every answer is as documented\n'
