"""Reads every security.txt of a folder with sectxt. Arguments: the folder, and `signed` when each must be signed."""

import pathlib
import sys

import sectxt

folder, signed = pathlib.Path(sys.argv[1]), "signed" in sys.argv[2:]
# Only a provider of CSAF has metadata to name.
OPTIONAL = {"no_csaf_file"}
failed = []


def errors(text):
    return [e for e in sectxt.Parser(text).errors if e["code"] not in OPTIONAL]


files = sorted(folder.glob("*.txt"))
for path in files:
    text = path.read_bytes()
    failed += [f"{path.name}: {e['code']}: {e['message']}" for e in errors(text)]
    is_signed = text.startswith(b"-----BEGIN PGP SIGNED MESSAGE-----")
    if is_signed != signed:
        failed.append(f"{path.name} is {'' if is_signed else 'not '}signed")
    for field in (b"Contact: ", b"Expires: "):
        if not errors(text.replace(field, b"Nothing: ")):
            failed.append(f"sectxt accepts {path.name} without {field.decode().strip()}")
if not files:
    failed.append(f"there is no security.txt in {folder}")
print(f"sectxt: {len(files)} {'signed' if signed else 'plain'} files, {len(failed)} errors")
for line in failed:
    print(line)
sys.exit(bool(failed))
