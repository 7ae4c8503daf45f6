#!/usr/bin/env bash
# Two scanners against the running demonstration: wapiti (cross-site scripting, headers, files, redirections) and sqlmap
# (injection) on every parameter of our public forms and addresses. Zero findings. First both must find what a page that
# is wrong on purpose (checks/nightly/wrong_site.py) offers.
#
# Takes several minutes, so it runs at night and before a release. Needs CANDOR_BIN, wapiti and sqlmap (Debian's).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

bin="${CANDOR_BIN:-target/debug/candor}"
[ -x "$bin" ] || { echo "skipped: there is no program at $bin; build it, or name it with CANDOR_BIN"; exit 0; }
for tool in wapiti sqlmap; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 0; }
done

folder=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$folder"' EXIT
python3 checks/nightly/wrong_site.py "$folder/wrong" &
pids+=($!)
env -i PATH="$PATH" CANDOR_RATE_LIMIT=0 "$bin" serve --policy examples/policies/sigtech.toml --data "$folder/data" \
  --listen 127.0.0.1:0 >"$folder/out" 2>"$folder/err" &
pids+=($!)
for _ in $(seq 1 300); do
  if grep -q '^Listening on ' "$folder/out" && [ -s "$folder/wrong" ]; then break; fi
  sleep 0.2
done
ours=$(sed -n 's|^Listening on \(http:[^ ]*\).*|\1|p' "$folder/out")
wrong=$(cat "$folder/wrong")

# wapiti asks for X-XSS-Protection, which browsers have dropped, and for HSTS on plain HTTP: its headers stay out,
# `web` holds them in a test over every route.
scan() { # address, report
  HOME="$folder" wapiti -u "$1/" --scope folder -m xss,sql,file,redirect,exec,crlf,csp,cookieflags --max-scan-time 240 \
    --max-links-per-page 60 --flush-session --no-bugreport -f json -o "$2" -v 0 >"$2.log" 2>&1 ||
    { tail -n 20 "$2.log"; exit 1; }
}
injected() { # address with parameters, further arguments …
  local address=$1
  shift
  sqlmap -u "$address" --batch --level 2 --risk 1 --technique BEU --flush-session --output-dir "$folder/sqlmap" \
    --ignore-code 400,404,413,415,422,429 --disable-coloring "$@" 2>&1
}

scan "$wrong" "$folder/wrong.json"
scan "$ours" "$folder/ours.json"
python3 - "$folder" <<'PYTHON'
import json, sys

count = {}
for name in ("wrong", "ours"):
    report = json.load(open(f"{sys.argv[1]}/{name}.json"))
    found = [(kind, one["path"], one["info"]) for kind, all in report["vulnerabilities"].items() for one in all]
    count[name] = len(found)
    if name == "ours":
        for one in found:
            print(*one)
if not count["wrong"]:
    sys.exit("wapiti finds nothing in the site that is wrong on purpose")
if count["ours"]:
    sys.exit(f"{count['ours']} findings of wapiti")
print(f"wapiti: none here, {count['wrong']} in the site that is wrong on purpose")
PYTHON

injected "$wrong/find?name=a" >"$folder/log"
grep -q 'is vulnerable\|Type: ' "$folder/log" || { echo "sqlmap finds nothing in the site that is wrong on purpose"; tail "$folder/log"; exit 1; }
count=0
while read -r path data; do
  arguments=(-p "${data%%=*}")
  case "$path" in *'?'*) arguments=() ;; esac
  if [ -n "$data" ]; then arguments=(--data "$data" -H 'Sec-Fetch-Site: same-origin'); fi
  injected "$ours$path" "${arguments[@]}" >"$folder/log"
  if grep -q 'is vulnerable\|Type: ' "$folder/log"; then cat "$folder/log"; exit 1; fi
  grep -q 'do not appear to be injectable\|not injectable\|does not seem' "$folder/log" ||
    { echo "sqlmap did not test $path"; tail -n 5 "$folder/log"; exit 1; }
  count=$((count + 1))
done <<'PARAMETERS'
/mailbox receipt=abandon
/desk/sign-in name=ada&passphrase=x&next=/desk
/p/sigtech/report field-title=x&field-type=x&name=x&contact=x&form_token=x
/desk/setup?code=x
/api/v1/programs?after=x&limit=5
PARAMETERS
echo "sqlmap: $count forms and addresses, none injectable"
