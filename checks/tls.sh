#!/usr/bin/env bash
# What sslscan sees of our own TLS: 1.2 and 1.3 only, suites with forward secrecy and authenticated encryption only, no
# compression, no renegotiation by clients, no Heartbleed. The same judge must refuse a badly set up server.
#
# Needs CANDOR_BIN (the built program), openssl and sslscan, as .ci/run installs them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin="${CANDOR_BIN:-target/debug/candor}"
[ -x "$bin" ] || { echo "skipped: there is no program at $bin; build it, or name it with CANDOR_BIN"; exit 0; }
for tool in openssl sslscan; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed"; exit 0; }
done

folder=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done; rm -rf "$folder"' EXIT
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost \
  -keyout "$folder/site.key" -out "$folder/site.pem" 2>/dev/null

env -i PATH="$PATH" CANDOR_TLS_CERT="$folder/site.pem" CANDOR_TLS_KEY="$folder/site.key" \
  "$bin" serve --policy examples/policies/sigtech.toml --data "$folder/data" --listen 127.0.0.1:0 \
  >"$folder/out" 2>"$folder/err" &
pids+=($!)
for _ in $(seq 1 300); do
  grep -q '^Listening on ' "$folder/out" && break
  kill -0 "${pids[0]}" 2>/dev/null || { cat "$folder/out" "$folder/err"; exit 1; }
  sleep 0.2
done
place=$(sed -n 's|^Listening on https://\([^ /]*\).*|\1|p' "$folder/out")
[ -n "$place" ] || { echo "the program does not listen with TLS"; cat "$folder/out"; exit 1; }
sslscan --no-colour --show-certificate --xml="$folder/ours.xml" "$place" >/dev/null

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
openssl s_server -quiet -cert "$folder/site.pem" -key "$folder/site.key" -accept "127.0.0.1:$port" \
  -cipher 'ALL:@SECLEVEL=0' -min_protocol TLSv1 >/dev/null 2>&1 &
pids+=($!)
sleep 1
sslscan --no-colour --xml="$folder/weak.xml" "127.0.0.1:$port" >/dev/null

python3 - "$folder" <<'PYTHON'
import sys
import xml.etree.ElementTree as tree


def complaints(path):
    test = tree.parse(path).getroot().find("ssltest")
    found = []
    for protocol in test.iter("protocol"):
        name = f"{protocol.get('type').upper()} {protocol.get('version')}"
        if protocol.get("enabled") == "1" and name not in ("TLS 1.2", "TLS 1.3"):
            found.append(f"{name} is enabled")
    ciphers = [(cipher.get("sslversion"), cipher.get("cipher")) for cipher in test.iter("cipher")]
    for version, name in ciphers:
        is_good = name.startswith("TLS_") and version == "TLSv1.3" or name.startswith("ECDHE-") and (
            name.endswith(("GCM-SHA256", "GCM-SHA384")) or "CHACHA20-POLY1305" in name
        )
        if not is_good:
            found.append(f"{version} {name}")
    if not {"TLSv1.2", "TLSv1.3"} <= {version for version, _ in ciphers}:
        found.append(f"not both versions are spoken: {sorted(set(ciphers))}")
    for what in test.iter("compression"):
        if what.get("supported") == "1":
            found.append("compression")
    for what in test.iter("heartbleed"):
        if what.get("vulnerable") == "1":
            found.append("Heartbleed")
    for what in test.iter("renegotiation"):
        if what.get("supported") == "1" and what.get("secure") != "1":
            found.append("insecure renegotiation")
    return found, len(ciphers)


folder = sys.argv[1]
weak, _ = complaints(f"{folder}/weak.xml")
if not weak:
    sys.exit("the judge finds nothing wrong with a badly set up server")
ours, count = complaints(f"{folder}/ours.xml")
if ours:
    sys.exit("our TLS: " + "; ".join(ours))
print(f"{count} suites, all good; the badly set up server has {len(weak)} complaints")
PYTHON
