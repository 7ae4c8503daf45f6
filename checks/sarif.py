"""Validates SARIF files. Arguments: the schema's path (fetched from `$schema` when it is not there), the files."""

import json
import os
import sys
import urllib.request

import jsonschema

schema_path, paths = sys.argv[1], sys.argv[2:]
documents = {}
for path in paths:
    with open(path, encoding="utf-8") as file:
        documents[path] = json.load(file)

if os.path.exists(schema_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
else:
    address = next(iter(documents.values()))["$schema"]
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            schema = json.load(answer)
    except OSError as error:
        print(f"skipped: there is no {schema_path}, and {address} cannot be fetched: {error}")
        sys.exit(0)

validator = jsonschema.validators.validator_for(schema)(schema)
failed = []
results = 0
for path, document in documents.items():
    failed += [f"{path}: {list(e.path)}: {e.message}" for e in validator.iter_errors(document)]
    results += len(document["runs"][0]["results"])
damaged = json.loads(json.dumps(next(iter(documents.values()))))
damaged["runs"][0]["results"] = [{"level": "dreadful"}]
if validator.is_valid(damaged):
    failed.append("the schema accepts a damaged file: it checks nothing")
if results < 10:
    failed.append(f"only {results} results in all: the samples are gone")
print(f"{len(documents)} files with {results} results against SARIF 2.1.0: {len(failed)} errors")
for failure in failed:
    print(failure)
sys.exit(1 if failed else 0)
