#!/usr/bin/env bash
# Every format of an advisory is accepted by the field's own validators: 200 random advisories, and public records
# that were imported and written again. Each validator is also shown to reject damaged files.
#
# Installs what is missing of the pinned tools into the folder of tools beside the build, and is skipped, aloud, when
# that is not possible. Needs cargo, node with npm, and python3 with venv, as .ci/run installs them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target="${CARGO_TARGET_DIR:-target}"
mkdir -p "$target/ci-tools"
tools=$(cd "$target/ci-tools" && pwd)
python="$tools/python/bin/python"
library="$tools/node/node_modules/@secvisogram/csaf-validator-lib"
packages=(csaf==2026.10.25 cvelib==1.8.0 vexipy==0.3.0 'cyclonedx-python-lib[json-validation]==11.12.0' jsonschema rfc3339-validator rfc3987-syntax)
npm_package=@secvisogram/csaf-validator-lib@2.0.10

skip() { echo "skipped: $*"; exit 0; }
command -v node >/dev/null && command -v npm >/dev/null || skip "node and npm are not installed"
command -v python3 >/dev/null || skip "python3 is not installed"

[ -x "$python" ] || python3 -m venv "$tools/python" </dev/null || skip "python3 cannot make a virtual environment"
has_python_tools() {
  "$python" - <<'PYTHON' 2>/dev/null
import importlib.metadata as installed
import cvelib, cyclonedx.validation.json, jsonschema, vexipy
pinned = {"csaf": "2026.10.25", "cvelib": "1.8.0", "vexipy": "0.3.0", "cyclonedx-python-lib": "11.12.0"}
raise SystemExit(any(installed.version(name) != version for name, version in pinned.items()))
PYTHON
}
has_python_tools || "$python" -m pip install --quiet --disable-pip-version-check "${packages[@]}" </dev/null ||
  skip "the Python validators cannot be installed"
grep -q '"version": "2.0.10"' "$library/package.json" 2>/dev/null ||
  npm install --prefix "$tools/node" --no-audit --no-fund --ignore-scripts --loglevel=error "$npm_package" </dev/null ||
  skip "$npm_package cannot be installed"

samples=$(mktemp -d)
trap 'rm -rf "$samples"' EXIT
CANDOR_ADVISORY_SAMPLES="$samples" cargo test --quiet --package advisory --test it -- \
  samples_are_written_for_the_validators public_records_survive </dev/null

# The demonstration, as it is served and exported: every file of its tree.
candor=${CANDOR_BIN:-target/debug/candor}
if [ -x "$candor" ]; then
  demo="$samples/demo"
  run=(env -i "PATH=$PATH" CANDOR_PUBLIC_URL=https://security.example.org "$candor" --data "$demo")
  "${run[@]}" serve --demo --listen 127.0.0.1:0 >"$samples/demo.log" 2>&1 </dev/null &
  server=$!
  trap 'kill "$server" 2>/dev/null || true; rm -rf "$samples"' EXIT
  for _ in $(seq 900); do
    grep -qE 'public cases were replayed|was not filled' "$samples/demo.log" && break
    kill -0 "$server" 2>/dev/null || { cat "$samples/demo.log"; echo "the demonstration ended"; exit 1; }
    sleep 0.2
  done
  grep -q 'was not filled' "$samples/demo.log" && { cat "$samples/demo.log"; exit 1; }
  "${run[@]}" advisory export "$samples/tree"
  kill "$server"
  wait "$server" || true
else
  echo "skipped: the demonstration: there is no program at $candor (cargo build --package cli)"
fi
"$python" checks/advisory.py "$samples" "$library" ../shared/data "$samples/tree"
