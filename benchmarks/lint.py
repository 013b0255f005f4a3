"""How long it takes to lint a ruleset of many items: load, compile every version, apply every rule.

    python benchmarks/lint.py [--items 494] [--bytes 9000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from _ratio import compare
from load import RULESETS, events, made

from materials_rules import load
from materials_rules.lint import lint


def linted(place: Path) -> int:
    """How many things are said of the ruleset in *place*, read and compiled from its files alone."""
    with load(place, "") as library:
        notes = library.compile_all()
        return len(lint(library.ruleset, library.plans(), notes))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=494)
    options.add_argument("--bytes", type=int, default=9000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = made(Path(folder), chosen.items, chosen.bytes)
        one = next((place / "items").rglob("*.yaml")).stat().st_size
        print(f"{chosen.items} items of {one} bytes each, {linted(place)} things to say")
        works = {
            "floor: YAML events": lambda: events(place),
            "lint of many items": lambda: linted(place),
            "lint of the delivered items": lambda: linted(RULESETS / "hengyang"),
        }
        compare(works, chosen.rounds, "floor: YAML events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
