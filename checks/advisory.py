"""Validates generated advisories with others' programs, and shows that each of them rejects a damaged one.

Usage: advisory.py SAMPLES NODE-LIBRARY DATA [TREE]. TREE is what `candor advisory export` wrote: every file of it in a
format that a validator knows is validated as well. SAMPLES holds one folder for each format (crates/advisory/tests/it/samples.rs),
NODE-LIBRARY is the folder of @secvisogram/csaf-validator-lib, DATA the shared test data (schemas); formats whose schema
is not there are skipped and named.

A validator is a function from a list of files to the list of those it rejects. Each is run over every sample, which
must give none, and over damaged copies, which must give all: a validator that lost its rules would pass the first.
"""
import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

SAMPLES, LIBRARY, DATA = (Path(argument).resolve() for argument in sys.argv[1:4])
TREE = Path(sys.argv[4]).resolve() if len(sys.argv) > 4 and Path(sys.argv[4]).is_dir() else None
HERE = Path(__file__).resolve().parent


# Optional tests whose finding is explained; of the random samples, none is.
explained = set()


def secvisogram(files):
    done = subprocess.run(["node", HERE / "advisory.mjs", LIBRARY, *files], capture_output=True, text=True)
    if done.returncode not in (0, 1) or (done.returncode == 1 and not done.stdout):
        raise SystemExit(f"advisory.mjs: {done.stderr}")
    names = tuple(f": optionalTest_{number.replace('.', '_')}: " for number in explained)
    lines = [line for line in done.stdout.splitlines() if not any(name in line for name in names)]
    print("".join(f"{line}\n" for line in lines)[:4000], end="")
    return {Path(line.split(": ")[0]) for line in lines}


def csaf(spec, preset):
    def run(files):
        rejected = set()
        for start in range(0, len(files), 50):
            command = [sys.executable, "-m", "csaf", "validate", "--spec-version", spec, "--no-network", "--preset", preset]
            done = subprocess.run([*command, *files[start:start + 50]], capture_output=True, text=True)
            name, about = None, {}
            for line in done.stdout.splitlines():
                if line.startswith("File: "):
                    name = Path(line[6:].strip())
                about.setdefault(name, []).append(line)
            told = [path for path in about if path in files[start:start + 50]]
            if len(told) != len(files[start:start + 50]) and len(files[start:start + 50]) > 1:
                raise SystemExit(f"csaf validate told of {len(told)} of {len(files)} files: {done.stderr[:500]}")
            for path, lines in about.items():
                marked = [line for line in lines if line.strip().startswith(("[FAIL]", "[WARN]"))]
                left = [line for line in marked if line.split()[1] not in explained]
                if path and any("Overall: FAIL" in line for line in lines) and (left or not marked):
                    print("\n".join(lines)[:2000])
                    rejected.add(path)
            if len(files) == 1 and done.returncode != 0 and not explained:
                rejected.add(files[0])
        return rejected
    return run


def by_schema(schema):
    import jsonschema
    validator_class = jsonschema.validators.validator_for(schema)
    validator = validator_class(schema, format_checker=validator_class.FORMAT_CHECKER)

    def run(files):
        rejected = set()
        for path in files:
            for error in validator.iter_errors(json.loads(path.read_text())):
                print(f"{path}: {error.json_path}: {error.message[:300]}")
                rejected.add(path)
        return rejected
    return run


def cvelib(files):
    from cvelib.cve_api import CveRecord as Record, CveRecordValidationError
    rejected = set()
    for path in files:
        try:
            record = json.loads(path.read_text())
            Record.validate(record, Record.Schemas.V5_SCHEMA)
            own = record["containers"]["cna"]
            rejects = record["cveMetadata"]["state"] == "REJECTED"
            Record.validate(own, Record.Schemas.CNA_REJECTED if rejects else Record.Schemas.CNA_PUBLISHED)
        except CveRecordValidationError as error:
            print(f"{path}: {error} {[e.message[:300] for e in error.errors or []][:4]}")
            rejected.add(path)
    return rejected


def vexipy(files):
    from vexipy import Document
    rejected = set()
    for path in files:
        try:
            Document.from_json(path.read_text())
        except Exception as error:
            print(f"{path}: {str(error)[:500]}")
            rejected.add(path)
    return rejected


def cyclonedx(files):
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator
    validator, rejected = JsonStrictValidator(SchemaVersion.V1_6), set()
    for path in files:
        error = validator.validate_str(path.read_text())
        if error is not None:
            print(f"{path}: {str(error)[:500]}")
            rejected.add(path)
    return rejected


def schema(path, dig=None):
    """The validator of a schema file, or why there is none."""
    file = DATA / path
    if not file.exists():
        return None
    return by_schema(dig(json.loads(file.read_text())) if dig else json.loads(file.read_text()))


def github(document):
    """The schema of the body that creates a repository advisory, with its references in place."""
    parts = document["components"]["schemas"]
    return {**parts["repository-advisory-create"], "components": {"schemas": parts}}


def first(document, *path):
    """The first object at a path; `*` stands for every member of a list."""
    found = [document]
    for key in path:
        step = []
        for item in found:
            if key == "*" and isinstance(item, list):
                step += item
            elif isinstance(item, dict) and key in item:
                step.append(item[key])
        found = step
    return found[0] if found else None


def damaged(name, document):
    """Copies of a document, each with one thing broken. What does not apply to this one is left out."""
    def broken(change):
        copied = copy.deepcopy(document)
        try:
            change(copied)
        except (KeyError, TypeError, AttributeError, IndexError):
            return None
        return copied if copied != document else None
    changes = {
        "csaf20": [
            lambda d: d["document"].pop("tracking"),
            lambda d: d["document"]["tracking"].update(version="77"),
            lambda d: d["vulnerabilities"][0]["cwe"].update(name="Something Else"),
            lambda d: d["vulnerabilities"][0]["scores"][0]["cvss_v3"].update(baseScore=0.1),
            lambda d: d["vulnerabilities"][0]["product_status"]["known_affected"].append("CSAFPID-9999"),
        ],
        "csaf21draft": [lambda d: d["document"].pop("distribution"), lambda d: d.pop("$schema")],
        "osv": [lambda d: d.update(id="nobody-1"), lambda d: d.update(modified="yesterday")],
        "cve": [lambda d: d["containers"]["cna"].pop("providerMetadata"), lambda d: d["cveMetadata"].update(cveId="CVE-1")],
        "openvex": [lambda d: d.pop("author"), lambda d: d["statements"][0].update(status="maybe")],
        "cyclonedx": [lambda d: d["vulnerabilities"][0]["analysis"].update(state="maybe")],
        "ghsa": [lambda d: d.pop("summary"), lambda d: d["vulnerabilities"][0]["package"].update(ecosystem="cobol")],
    }
    return [copied for copied in map(broken, changes[name]) if copied is not None]


VALIDATORS = [
    ("csaf20", "schema, mandatory and optional tests (@secvisogram/csaf-validator-lib)", secvisogram),
    ("csaf20", "schema and mandatory tests (csaf)", csaf("v20", "basic")),
    ("csaf20", "mandatory and optional tests (csaf)", csaf("v20", "extended")),
    ("csaf21draft", "schema and mandatory tests of draft 03 (csaf)", csaf("v21csd03", "basic")),
    ("csaf21draft", "schema and mandatory tests of draft 04 (csaf)", csaf("v21csd04", "basic")),
    ("osv", "JSON schema (jsonschema)", schema("osv-schema/schema.json")),
    ("cve", "record and container schemas 5.1.1 (cvelib)", cvelib),
    ("openvex", "JSON schema (jsonschema)", schema("openvex/openvex_json_schema.json")),
    ("openvex", "meaning (vexipy)", vexipy),
    ("cyclonedx", "strict schema 1.6 (cyclonedx-python-lib)", cyclonedx),
    ("ghsa", "request schema of the REST API (jsonschema)", schema("github/security-advisories-openapi.json", github)),
]

# Where the documents of a format lie in an exported tree.
IN_TREE = {
    "csaf20": "p/*/csaf/*/[0-9]*/*.json", "osv": "p/*/advisories/*/osv.json", "cve": "p/*/advisories/*/cve.json",
    "openvex": "p/*/advisories/*/openvex.json", "cyclonedx": "p/*/advisories/*/cyclonedx.json",
    "ghsa": "p/*/advisories/*/ghsa.json",
}


def in_tree(name):
    return sorted(TREE.glob(IN_TREE[name])) if TREE and name in IN_TREE else []


failed = False
if TREE and not all(in_tree(name) for name in ("csaf20", "osv", "openvex", "cyclonedx")):
    raise SystemExit(f"{TREE}: the exported tree has no documents")
for name, words, validator in VALIDATORS:
    files = sorted((SAMPLES / name).glob("*/*.json"))
    if validator is None:
        print(f"skipped: {name}: {words}: the schema is not in {DATA.name}")
        continue
    if len(files) < 50:
        raise SystemExit(f"{name}: only {len(files)} samples were written")
    rejected = validator(files)
    failed |= bool(rejected)
    print(f"{name}: {words}: {len(files) - len(rejected)} of {len(files)} valid")
    if served := in_tree(name):
        # A record that is replayed from the public and has no score there gets none here.
        explained.add("6.2.3")
        rejected = validator(served)
        explained.clear()
        failed |= bool(rejected)
        print(f"{name}: {words}: {len(served) - len(rejected)} of {len(served)} of the demonstration valid")
    with tempfile.TemporaryDirectory() as folder:
        seen = 0
        for source in files:
            copies = damaged(name, json.loads(source.read_text()))
            for number, document in enumerate(copies):
                # CSAF 2.0 names its file after the document.
                path = Path(folder).resolve() / f"{source.parent.name}-{number}" / source.name
                path.parent.mkdir()
                path.write_text(json.dumps(document, sort_keys=True))
            seen = max(seen, len(copies))
            if seen >= (5 if name == "csaf20" else len(copies)):
                break
        broken = sorted(Path(folder).resolve().glob("*/*.json"))
        if name == "csaf20":
            most = max((len(damaged(name, json.loads(f.read_text()))), f) for f in files[:80])[1]
            broken = [p for p in broken if p.parent.name.startswith(most.parent.name)] or broken
        import contextlib, io
        with contextlib.redirect_stdout(io.StringIO()):
            missed = set(broken) - validator(broken)
        # A preset that leaves a rule out may pass what breaks that rule; none here leaves out all.
        print(f"{name}: {words}: {len(broken) - len(missed)} of {len(broken)} damaged ones rejected")
        if missed or not broken:
            failed = True
            print(f"  passed although damaged: {sorted(p.parent.name for p in missed)}")
sys.exit(1 if failed else 0)
