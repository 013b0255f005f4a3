"""How long it takes to load a ruleset of many items: at first, and from what the first run kept.

    python benchmarks/load.py [--items 494] [--bytes 6000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

import yaml
from _ratio import compare

from materials_rules import load

RULESETS = Path(__file__).resolve().parents[1] / "rulesets"
TEMPLATE = RULESETS / "hengyang" / "items" / "outdoor-advertising" / "2017-03-01.yaml"
NAME_OF_AN_ANSWER = r"(?m)^  ([a-z]+(?:_[a-z]+)*):(?=\n    ask: |.* (?:and|or) .*\n)"


def made(folder: Path, items: int, size: int) -> Path:
    """A place with so many items: each a real one shortened to about *size* bytes, with names of its own for its answers.

    Its conditions are therefore no other item's, so that remembering those of one does not help with the next.
    """
    place = folder / "rulesets" / "town"
    shutil.copytree(RULESETS, folder / "rulesets", ignore=shutil.ignore_patterns("hengyang"))
    shutil.copytree(RULESETS / "hengyang", place, ignore=shutil.ignore_patterns("items"))
    text = shortened(TEMPLATE.read_text("utf-8"), size)
    names = re.compile(rf"\b(?:{'|'.join(re.findall(NAME_OF_AN_ANSWER, text))})\b")
    for number in range(items):
        item = f"item-{number:03}"
        (place / "items" / item).mkdir(parents=True)
        mine = names.sub(lambda name, number=number: f"{name[0]}_{number}", text)
        mine = mine.replace("item: outdoor-advertising", f"item: {item}")
        (place / "items" / item / TEMPLATE.name).write_text(mine, "utf-8")
    return place


def shortened(text: str, size: int) -> str:
    """*text* without as many of its last materials as make it about *size* bytes."""
    while len(text.encode()) > size:
        *_, last = re.finditer(r"^    [a-z-]+:\n(?:     .*\n)+(?=  procedure:)", text, re.MULTILINE)
        text = text[: last.start()] + text[last.end() :]
    return text


def events(place: Path) -> None:
    """The floor: libyaml reads every file to its end."""
    loader = getattr(yaml, "CLoader", yaml.Loader)
    for path in place.rglob("*.yaml"):
        for _ in yaml.parse(path.read_bytes(), Loader=loader):
            pass


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--items", type=int, default=494)
    options.add_argument("--bytes", type=int, default=6000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = made(Path(folder), chosen.items, chosen.bytes)
        one = next((place / "items").rglob("*.yaml")).stat().st_size
        print(f"{chosen.items} items of {one} bytes each")
        cache = Path(folder) / "cache"
        load(place, cache).close()
        works = {
            "floor: YAML events": lambda: events(place),
            "load at first": lambda: load(place, "").close(),
            "load from the cache": lambda: load(place, cache).close(),
        }
        compare(works, chosen.rounds, "floor: YAML events")
    return 0


if __name__ == "__main__":
    sys.exit(main())
