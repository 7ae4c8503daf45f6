#!/usr/bin/env bash
# Our own rules for semgrep (checks/semgrep/rules.yml) find nothing in the crates, and each finds its breach in
# checks/semgrep/wrong.txt: a rule that cannot fail fails here.
#
# Needs semgrep, as .ci/run installs it. Nothing is fetched and nothing is told to anybody.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v semgrep >/dev/null || { echo "skipped: semgrep is not installed (pip install semgrep)"; exit 0; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/tree/wrong"
cp checks/semgrep/wrong.txt "$folder/tree/wrong/wrong.rs"
cp checks/semgrep/rules.yml "$folder/rules.yml"
scan() { # folder, output
  (cd "$1" && SEMGREP_SEND_METRICS=off semgrep scan --config "$folder/rules.yml" --metrics=off --disable-version-check \
    --no-git-ignore --jobs=2 --json --quiet . >"$2" 2>"$2.err") || { cat "$2.err"; exit 1; }
}
scan "$folder/tree" "$folder/wrong.json"
mkdir "$folder/own"
cp -r crates "$folder/own/crates"
scan "$folder/own" "$folder/own.json"
python3 - "$folder" <<'PYTHON'
import json, re, sys

folder = sys.argv[1]
rules = re.findall(r"^  - id: (\S+)", open(f"{folder}/rules.yml").read(), re.M)


def found(name):
    report = json.load(open(f"{folder}/{name}.json"))
    if report["errors"] and any(error["level"] == "error" for error in report["errors"]):
        sys.exit(f"semgrep could not read everything: {report['errors'][:3]}")
    return report["results"]


def rule(result):
    return result["check_id"].rsplit(".", 1)[-1]


caught = {rule(result) for result in found("wrong")}
lame = [name for name in rules if name not in caught]
if lame:
    sys.exit(f"these rules find nothing in checks/semgrep/wrong.txt: {lame}")
breaches = found("own")
for result in breaches:
    print(f"{result['path']}:{result['start']['line']}: {rule(result)}: {result['extra']['message']}")
if breaches:
    sys.exit(f"{len(breaches)} breaches")
print(f"{len(rules)} rules, each shown to fail, find nothing in the crates")
PYTHON
