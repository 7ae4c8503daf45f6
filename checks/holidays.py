#!/usr/bin/env python3
"""Writes the tables of public holidays in crates/clock/holidays/, or checks that they are what it would write.

    python3 checks/holidays.py            writes them
    python3 checks/holidays.py --check    compares, and fails with the lines that differ
    python3 checks/holidays.py --version  prints the version of `holidays` that the tables came from

The source is the Python package `holidays` (MIT), in the version that stands in every table's head; another version
is refused, unless the tables are written anew. The form of a table is described in crates/clock/src/holiday.rs.
"""

import difflib
import re
import sys
from collections import defaultdict
from pathlib import Path

YEARS = range(2024, 2032)
COUNTRIES = (
    "AT AU BE BG CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IN IT JP LT LU LV MT NL NO PL PT RO SE SI SK US"
).split()
FOLDER = Path(__file__).resolve().parent.parent / "crates" / "clock" / "holidays"
HEAD = re.compile(r"Python package holidays ([0-9.]+)")
# The package calls a country's class by an English name; people know some of them by a shorter one.
NAMES = {"UnitedStates": "United States", "UnitedKingdom": "United Kingdom"}


def recorded_version():
    """The version in the head of the tables; None when there are none."""
    for path in sorted(FOLDER.glob("*.txt")):
        found = HEAD.search(path.read_text(encoding="utf-8"))
        return found.group(1) if found else None
    return None


def days(package, country, part):
    """(name, date) of every public holiday in the part, or of the whole country without one."""
    found = package.country_holidays(country, subdiv=part, years=YEARS, language="en_US")
    return {(name.strip(), day) for day in found if day.year in YEARS for name in found.get_list(day)}


def parts_of(package, country, whole):
    """Every part of the country with its English or local name and its days.

    Codes of ISO 3166-2 are kept even where nothing differs, so that a policy may name the place where its team works.
    Other places (cities, school zones) are kept only when their public holidays differ.
    """
    entity = getattr(package, country)
    aliases = entity.get_subdivision_aliases()
    parts = {}
    for code in entity.subdivisions:
        own = days(package, country, code)
        if re.fullmatch(r"[A-Z0-9]{1,3}", code) or own != whole:
            names = aliases.get(code) or []
            parts[code.replace(" ", "-")] = (names[0] if names else code, own)
    return dict(sorted(parts.items()))


def where(places, every_part):
    """The shortest way to say in which places a day is free: "." is the country as a whole."""
    everywhere = {".", *every_part}
    but = lambda start, rest: " ".join([start, *("-" + place for place in sorted(rest))])
    ways = [" ".join(sorted(places)), but("*", everywhere - places)]
    if "." not in places:
        ways.append(but("+", set(every_part) - places))
    return min(ways, key=lambda way: (len(way), way))


def when(dates):
    """One day for all years, or one entry a year: days joined by commas, "-" for none."""
    by_year = [",".join(f"{d:%m%d}" for d in sorted(dates) if d.year == year) or "-" for year in YEARS]
    return by_year[0] if len(set(by_year)) == 1 else " ".join(by_year)


def table(package, country):
    """The table of one country, as text."""
    entity = getattr(package, country)
    whole = days(package, country, None)
    parts = parts_of(package, country, whole)
    places = defaultdict(set)
    for place, own in [(".", whole), *((code, own) for code, (_, own) in parts.items())]:
        for day in own:
            places[day].add(place)
    lines = defaultdict(set)
    for (name, day), at in places.items():
        lines[(name, where(at, parts))].add(day)
    name = NAMES.get(entity.__mro__[1].__name__) or re.sub(r"(?<=[a-z])(?=[A-Z])", " ", entity.__mro__[1].__name__)
    text = [
        f"# Public holidays of {name}, written by checks/holidays.py from the Python package holidays"
        f" {package.__version__} (MIT). Do not edit.",
        f"country {country} {name}",
        f"years {YEARS[0]} {YEARS[-1]}",
        *(f"part {code} {label}" for code, (label, _) in parts.items()),
        *sorted(f"{when(dates)}\t{at}\t{name}" for (name, at), dates in lines.items()),
    ]
    return "\n".join(text) + "\n"


def main():
    if sys.argv[1:] == ["--version"]:
        print(recorded_version())
        return 0
    # This file has the package's name and lies where Python looks first.
    sys.path.pop(0)
    import holidays as package

    check = sys.argv[1:] == ["--check"]
    if check and package.__version__ != recorded_version():
        print(f"the tables came from holidays {recorded_version()}, here is {package.__version__}")
        return 1
    total, wrong = 0, 0
    for country in COUNTRIES:
        path = FOLDER / f"{country.lower()}.txt"
        text = table(package, country)
        total += len(text.encode())
        if not check:
            path.write_text(text, encoding="utf-8")
        elif (old := path.read_text(encoding="utf-8") if path.exists() else "") != text:
            wrong += 1
            sys.stdout.writelines(
                difflib.unified_diff(old.splitlines(True), text.splitlines(True), str(path), "generated", n=0)
            )
    strays = {path.stem.upper() for path in FOLDER.glob("*.txt")} - set(COUNTRIES)
    if strays:
        print(f"tables of countries that nobody asked for: {', '.join(sorted(strays))}")
    print(f"{len(COUNTRIES)} countries, {total} bytes, holidays {package.__version__}, {wrong} tables differ")
    return 1 if wrong or strays else 0


if __name__ == "__main__":
    sys.exit(main())
