#!/usr/bin/env bash
# What `candor policy check --format sarif` prints is SARIF 2.1.0 by the schema of its format, and that schema
# rejects damaged files.
#
# Needs CANDOR_BIN (the built program) and python3 with jsonschema, as .ci/run installs it. The schema is the file
# SARIF_SCHEMA names, or else the one that Microsoft's toolkit for SARIF carries (decision 0172), which is installed
# with npm into the folder of tools beside the build; where that is not possible, this skips, aloud.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin="${CANDOR_BIN:-target/debug/candor}"
[ -x "$bin" ] || { echo "skipped: there is no program at $bin; build it, or name it with CANDOR_BIN"; exit 0; }
python3 -c 'import jsonschema' 2>/dev/null || { echo "skipped: jsonschema is not installed"; exit 0; }

target="${CARGO_TARGET_DIR:-target}"
mkdir -p "$target/ci-tools"
tools=$(cd "$target/ci-tools" && pwd)
package=@microsoft/jest-sarif
version=1.0.0-beta.0
sha256=2d99159ae54a3eea97f81781cff48780548657c35949f4b7f25e99a2ba4de4f8
schema="${SARIF_SCHEMA:-}"
if [ -z "$schema" ]; then
  schema="$tools/node/node_modules/$package/lib/schemas/sarif-2.1.0-rtm.5.json"
  [ -f "$schema" ] || npm install --prefix "$tools/node" --no-audit --no-fund --ignore-scripts --loglevel=error \
    "$package@$version" </dev/null || { echo "skipped: $package cannot be installed"; exit 0; }
  echo "$sha256  $schema" | sha256sum --check --quiet || { echo "the schema in $package is another one"; exit 1; }
fi

# With no variable of ours: the program refuses a CANDOR_* that is no setting.
candor() { env -i PATH="$PATH" "$bin" "$@"; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
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
