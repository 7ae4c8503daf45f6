"""Validates SARIF files. Arguments: the path of the schema, the files."""

import copy
import json
import sys

import jsonschema

schema_path, paths = sys.argv[1], sys.argv[2:]
with open(schema_path, encoding="utf-8") as file:
    schema = json.load(file)
validator = jsonschema.validators.validator_for(schema)(schema)
documents = {}
for path in paths:
    with open(path, encoding="utf-8") as file:
        documents[path] = json.load(file)

failed = []
results = 0
for path, document in documents.items():
    failed += [f"{path}: {list(e.path)}: {e.message}" for e in validator.iter_errors(document)]
    results += len(document["runs"][0]["results"])


def first_result(document):
    return document["runs"][0]["results"][0]


damages = {
    "a level that is none": lambda d: first_result(d).update(level="dreadful"),
    "a result without a message": lambda d: first_result(d).pop("message"),
    "a rule without an id": lambda d: d["runs"][0]["tool"]["driver"]["rules"][0].pop("id"),
    "a column before the first": lambda d: first_result(d)["locations"][0]["physicalLocation"][
        "region"
    ].update(startColumn=0),
    "a run without a tool": lambda d: d["runs"][0].pop("tool"),
    "another version": lambda d: d.update(version="2.0.0"),
    "an unknown property": lambda d: d.update(verdict="good"),
}
with_results = next(d for d in documents.values() if d["runs"][0]["results"])
for name, damage in damages.items():
    damaged = copy.deepcopy(with_results)
    damage(damaged)
    if validator.is_valid(damaged):
        failed.append(f"the schema accepts {name}")
if results < 10:
    failed.append(f"only {results} results in all: the samples are gone")
print(
    f"{len(documents)} files with {results} results against SARIF 2.1.0, {len(damages)} damaged ones: "
    f"{len(failed)} errors"
)
for failure in failed:
    print(failure)
sys.exit(1 if failed else 0)
