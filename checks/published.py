"""Reads what a running Candor publishes with the field's own tools. Arguments: the address, the OSV schema."""

import json
import os
import re
import sys
import urllib.request

import feedparser
import jsonschema
import sectxt

url, schema_path = sys.argv[1:3]
PROGRAMS = ["ethical-rules", "feature-table", "sigtech", "simprints", "supported-versions"]
failed = []


def fetch(path):
    with urllib.request.urlopen(url + path, timeout=20) as answer:
        return answer.read()


for program in PROGRAMS:
    text = fetch(f"/p/{program}/security.txt")
    parsed = sectxt.Parser(text)
    # Served in the clear on loopback here: only what the file itself says is judged.
    errors = [e for e in parsed.errors if e["code"] not in ("no_https", "no_csaf_file")]
    print(f"security.txt of {program}: {len(errors)} errors")
    failed += [f"{program} security.txt: {e}" for e in errors]

damaged = sectxt.Parser(b"Contact: nobody\n")
if not damaged.errors:
    failed.append("sectxt accepts a damaged file: it checks nothing")

if os.path.exists(schema_path):
    with open(schema_path, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    records = 0
    for program in PROGRAMS:
        page = fetch(f"/p/{program}/advisories").decode()
        for path in sorted(set(re.findall(rf"/p/{program}/advisories/x_[^\"/]+", page))):
            record = json.loads(fetch(f"{path}/osv.json"))
            records += 1
            failed += [f"{path}: {e.message[:200]}" for e in validator.iter_errors(record)]
    print(f"OSV records: {records} checked against the schema")
    if records == 0:
        failed.append("no OSV record was published")
    if not list(validator.iter_errors({"id": "nonsense"})):
        failed.append("the OSV schema accepts a damaged record: it checks nothing")
else:
    print(f"skipped: the OSV schema is not at {schema_path}")

entries = 0
for program in PROGRAMS:
    feed = feedparser.parse(fetch(f"/p/{program}/advisories.atom"))
    entries += len(feed.entries)
    if feed.bozo or feed.version != "atom10":
        failed.append(f"{program} feed: {feed.get('bozo_exception')} {feed.version}")
print(f"feeds: {len(PROGRAMS)} parsed, {entries} entries")

for line in failed:
    print("FAILED", line)
print("published: all accepted" if not failed else f"published: {len(failed)} refused")
sys.exit(1 if failed else 0)
