"""The JSON Schema of policy files accepts every policy of this repository and refuses damaged ones.

Usage: policy_schema.py [FILE…]. Needs jsonschema, and Python 3.11 for tomllib; says that it skips without.
"""

import copy
import datetime
import json
import pathlib
import sys

try:
    import tomllib

    import jsonschema
except ImportError as missing:
    print(f"skipped: {missing.name} is not installed")
    sys.exit(0)

ROOT = pathlib.Path(__file__).resolve().parent.parent
schema = json.loads((ROOT / "docs/policy.schema.json").read_text())
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(
    schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


def plain(value):
    """Dates and times as texts, as editors' TOML tools hand them to a schema."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


files = [pathlib.Path(name) for name in sys.argv[1:]] or [
    *sorted((ROOT / "examples/policies").glob("*.toml")),
    *(path for path in [ROOT / "policy.toml"] if path.exists()),
]
failed = 0
for path in files:
    policy = plain(tomllib.loads(path.read_text()))
    for error in validator.iter_errors(policy):
        failed += 1
        print(f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message}")
    damages = {
        "an unknown section": lambda p: p.update(promisse=[]),
        "an unknown key": lambda p: p["program"].update(nam="x"),
        "a missing name": lambda p: p["program"].pop("name"),
        "a bare number as a time": lambda p: p.setdefault("promise", []).append(
            {"id": "a", "do": "acknowledge", "within": 24, "source": "s"}
        ),
        "a word that is none": lambda p: p.update(reward={"kind": "gold"}),
        "an id with a space": lambda p: p["program"].update(id="a b"),
    }
    for name, damage in damages.items():
        damaged = copy.deepcopy(policy)
        damage(damaged)
        if validator.is_valid(damaged):
            failed += 1
            print(f"{path}: the schema accepts {name}")
print(f"{len(files)} policies against docs/policy.schema.json: {failed} failures")
sys.exit(bool(failed))
