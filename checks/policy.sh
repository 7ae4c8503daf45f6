#!/usr/bin/env bash
# What a policy becomes is accepted by the field's own readers: the JSON Schema of policy files by jsonschema, every
# rendered security.txt by sectxt, in the clear and clear-signed, and every signature by GnuPG. Each reader is also
# shown to reject damaged files.
#
# Needs CANDOR_BIN (the built program), python3 with jsonschema and sectxt, as .ci/run installs them, and gpg.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

bin="${CANDOR_BIN:-target/debug/candor}"
python3 checks/policy_schema.py
[ -x "$bin" ] || { echo "skipped: there is no program at $bin; build it, or name it with CANDOR_BIN"; exit 0; }
python3 -c 'import sectxt' 2>/dev/null || { echo "skipped: sectxt is not installed"; exit 0; }

folder=$(mktemp -d)
export GNUPGHOME="$folder/gnupg"
trap 'gpgconf --kill all 2>/dev/null || true; rm -rf "$folder"' EXIT
mkdir -m 700 "$GNUPGHOME"
mkdir "$folder/plain" "$folder/signed"

# With no variable of ours but the key: the program refuses a CANDOR_* that is no setting.
render() { # policy, file to write, variables …
  local policy=$1 out=$2
  shift 2
  env -i PATH="$PATH" "$@" "$bin" policy render "$policy" --as security-txt --out "$out" \
    --policy-url https://desk.example/p/x --canonical-url https://desk.example/.well-known/security.txt \
    --report-url https://desk.example/p/x/report --acknowledgments-url https://desk.example/p/x/credits
}

for policy in examples/policies/*.toml policy.toml; do
  render "$policy" "$folder/plain/$(basename "$policy" .toml).txt"
done
python3 checks/security_txt.py "$folder/plain"

command -v gpg >/dev/null || { echo "skipped: gpg is not installed, nothing is signed"; exit 0; }
quiet=(--batch --quiet --passphrase '' --pinentry-mode loopback)
gpg "${quiet[@]}" --quick-generate-key check ed25519 sign never 2>/dev/null
gpg "${quiet[@]}" --armor --export-secret-keys check >"$folder/key.asc"
for policy in examples/policies/*.toml policy.toml; do
  signed="$folder/signed/$(basename "$policy" .toml).txt"
  render "$policy" "$signed" CANDOR_OPENPGP_KEY_FILE="$folder/key.asc"
  gpg --batch --verify "$signed" 2>"$folder/verified" || { cat "$folder/verified"; exit 1; }
  sed 's/^Policy: /Policy: https:\/\/evil.example\//' "$signed" >"$folder/forged"
  if gpg --batch --verify "$folder/forged" 2>/dev/null; then
    echo "gpg accepts a changed $signed: it checks nothing"
    exit 1
  fi
done
echo "gpg: $(find "$folder/signed" -name '*.txt' | wc -l) signatures verified, each changed file refused"
python3 checks/security_txt.py "$folder/signed" signed
