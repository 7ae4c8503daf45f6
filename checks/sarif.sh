#!/usr/bin/env bash
# What `candor policy check --format sarif` prints is SARIF 2.1.0 by the schema of its committee.
#
# Needs CANDOR_BIN (the built program) and python3 with jsonschema. The schema is the file SARIF_SCHEMA names, or
# the one in the shared test data, or else it is fetched from where the document says it is; without it, this skips.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin="${CANDOR_BIN:-target/debug/candor}"
[ -x "$bin" ] || { echo "skipped: there is no program at $bin; build it, or name it with CANDOR_BIN"; exit 0; }
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: jsonschema is not installed"; exit 0; }

# With no variable of ours: the program refuses a CANDOR_* that is no setting.
candor() { env -i PATH="$PATH" "$bin" "$@"; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
schema="${SARIF_SCHEMA:-../shared/data/sarif/sarif-schema-2.1.0.json}"
mkdir -p "$folder/clean" "$folder/bad/.well-known" "$folder/docs folder/docs"
cp SECURITY.md "$folder/clean/" 2>/dev/null || printf '# Security policy\n\nReport to security@acme.test.\n' >"$folder/clean/SECURITY.md"
printf '# Security policy\n\nEmail our security team. We answer within 3 days. Other people\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s data.\n' >"$folder/bad/SECURITY.md"
printf '[program\n' >"$folder/bad/policy.toml"
printf 'Contact: security@acme.test\nplease write\n' >"$folder/bad/.well-known/security.txt"
printf 'Policy \xff\n' >"$folder/docs folder/docs/SECURITY.md"

number=0
for tree in "$folder/clean" "$folder/bad" "$folder/docs folder"; do
  number=$((number + 1))
  candor policy check "$tree" --format sarif --fail-on never >"$folder/$number.sarif"
done
for policy in examples/policies/*.toml; do
  number=$((number + 1))
  candor policy check "$policy" --format sarif --fail-on never >"$folder/$number.sarif"
done
python3 checks/sarif.py "$schema" "$folder"/*.sarif
