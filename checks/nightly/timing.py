"""Times answers about advisories that are not out against answers about ones that never will be (timing.sh)."""

import http.client
import json
import math
import random
import sys
import time
import urllib.parse

ROUNDS = 3000
# Standard deviations: chance alone exceeds this once in a million comparisons.
MOST = 5.0

site = urllib.parse.urlparse(sys.argv[1])
wire = http.client.HTTPConnection(site.hostname, site.port, timeout=60)


def ask(method, path, body=None, token=None):
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    wire.request(method, path, json.dumps(body) if body is not None else None, headers)
    reply = wire.getresponse()
    return reply.status, reply.read()


def call(method, path, body=None, token=None):
    status, text = ask(method, "/api/v1" + path, body, token)
    assert status < 300, (method, path, status, text)
    return json.loads(text) if text else None


token = call("POST", "/sessions", {"login": "ada", "passphrase": "correct horse battery staple"})["token"]


def accepted():
    made = call("POST", "/programs/sigtech/reports", {"fields": {"title": "A window"}, "incomplete": True})
    case = f"/programs/sigtech/cases/{made['handle']}"
    for command in ("validate", "accept"):
        seen = call("GET", case, token=token)["last_seq"]
        call("POST", f"{case}/commands/{command}", {"seen": seen}, token)
    fields = {"title": "A window", "summary": "The vault can be read.", "product-1-fixed": "1.2.3"}
    call("PUT", f"{case}/advisory", {"fields": fields}, token)
    return case


def seconds(path):
    began = time.perf_counter()
    status, _ = ask("GET", path)
    return status, time.perf_counter() - began


def compared(ones, others, statuses):
    """The rank sum of the ones among all (Mann and Whitney), in standard deviations from what chance gives."""
    timed = []
    for _ in range(ROUNDS):
        pair = [(0, random.choice(ones)), (1, random.choice(others))]
        random.shuffle(pair)
        for side, path in pair:
            status, took = seconds(path)
            assert status == statuses[side], (path, status)
            timed.append((took, side))
    timed.sort()
    ranks = sum(rank for rank, (_, side) in enumerate(timed, 1) if side == 0)
    n = ROUNDS
    return (ranks - n * (2 * n + 1) / 2) / math.sqrt(n * n * (2 * n + 1) / 12)


def addresses(number):
    name = f"x_SIGTECH-{time.gmtime().tm_year}-{number:04}"
    return [
        f"/p/sigtech/advisories/{name}",
        f"/p/sigtech/advisories/{name}/csaf.json",
        f"/p/sigtech/advisories/{name}/osv.json",
        f"/p/sigtech/advisories/{name}/edition.proof",
        f"/p/sigtech/csaf/white/{time.gmtime().tm_year}/{name.lower()}.json",
    ]


first = accepted()
accepted()
seen = call("GET", first, token=token)["last_seq"]
out = call("POST", f"{first}/advisory/publish", {"seen": seen}, token)["id"]
assert out.endswith("-0001"), out

# The first is out, the second is written and will be number two; nobody will have these.
never = [path for number in (7001, 8002, 9003) for path in addresses(number)]
soon = addresses(2)
ask("GET", never[0])
control = compared(addresses(1)[:1], [never[0]], (200, 404))
print(f"a page that is out against one that is not: {control:+.1f} standard deviations")
assert abs(control) > MOST, "a difference that is there is not noticed: nothing can be said here"
found = compared(soon, never, (404, 404))
print(f"an advisory that is written against one that never will be: {found:+.1f} standard deviations")
if abs(found) > MOST:
    sys.exit("the time of an answer tells of an advisory that is not out")
