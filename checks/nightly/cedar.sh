#!/usr/bin/env bash
# `access` and Cedar give the same answer to every question (oracle/): 1,500 random principals and targets, each
# with every permission. A rule that only one side knows must be noticed. Minutes to build, so not in every CI.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec cargo test --quiet --manifest-path oracle/Cargo.toml --target-dir "${CARGO_TARGET_DIR:-target}/oracle" </dev/null
