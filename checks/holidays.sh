#!/usr/bin/env bash
# The tables of public holidays are what their generator writes from the version of `holidays` that they name.
#
# Needs python3 with venv. Takes that version from pip once and keeps it beside the other tools; says so and skips
# when it cannot be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

version=$(python3 checks/holidays.py --version)
tools="${CARGO_TARGET_DIR:-target}/ci-tools/holidays-$version"
mkdir -p "$(dirname "$tools")"
has_it() { "$1" -c "import holidays, sys; sys.exit(holidays.__version__ != '$version')" 2>/dev/null; }

python=python3
if ! has_it "$python"; then
  python="$tools/bin/python"
  if ! has_it "$python"; then
    { python3 -m venv "$tools" && "$tools/bin/pip" install --quiet --disable-pip-version-check "holidays==$version"; } \
      </dev/null >"$tools.log" 2>&1 ||
      { echo "skipped: the Python package holidays $version is not here and cannot be installed"; exit 0; }
  fi
fi
exec "$python" checks/holidays.py --check
