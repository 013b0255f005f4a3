"""A catalogue of 494 invented items, before and after an invented reform, for measuring and for showing the arithmetic.

    python examples/catalogue/generate.py DIR  ->  DIR/before, DIR/after and what they share: laws, classes, calendars

Nothing in it is evidence of anything. The numbers of items, days and steps are those that a city published of its reform
(8280 working days became 1546, 2070 steps became 755, in 494 items); how they are spread over items is our invention, and so
is every item, act, office and document. Each item says so itself (`source: generated`), and whoever counts them says it too.

The same call always writes the same bytes. It needs Python alone, and takes the six classes and calendars from `rulesets/`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path
from typing import Final

from invented import FROM, ITEMS, OFFICES, Item, item_file

RULESETS: Final = Path(__file__).resolve().parents[2] / "rulesets"
MODEL: Final = RULESETS / "hengyang"
"""The place whose regimes, legal grounds and common materials the invented place has too."""


def laws() -> str:
    """The delivered acts, which the classes cite, and four that do not exist."""
    levels = {"act": ("示范法", "law", 60), "regulation": ("示范条例", "regulation", 40)}
    levels |= {"measures": ("示范办法", "rule", 30), "notice": ("示范通知", "normative", 20)}
    invented = "".join(
        f"  generated-{name}:\n    title: （生成）{title}\n    level: {level}\n    versions:\n"
        f"      - from: 2010-01-01\n        by: 虚构\n        articles: {articles}\n    source: generated\n"
        for name, (title, level, articles) in levels.items()
    )
    return (RULESETS / "laws.yaml").read_text("utf-8") + invented


def ruleset(when: str) -> str:
    """The rules of the invented place: those of a real one under another name; before the reform nothing was capped."""
    text = (MODEL / "ruleset.yaml").read_text("utf-8")
    # the notes of the real place do not hold for this one
    text = re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE)
    text = text.replace("ruleset: hengyang", f"ruleset: generated-{when}").replace("衡阳市", "生成市")
    text = text.replace("\nname: 生成市\n", f"\nname: 生成市（示范数据，{'改革后' if when == 'after' else '改革前'}）\n")
    text = re.sub(r"source: (?:市里公开文章点名|由市里公开文章推出)", "source: generated", text)
    return re.sub(r"cap: \S+ working days?", "cap: 20 working days", text) if when == "before" else text


def departments() -> str:
    """Nineteen offices that decide, one that holds documents, one for the reform."""
    offices = "".join(f"  office-{i:02}:\n    name: 生成部门{i:02}\n    source: generated\n" for i in range(OFFICES))
    return f"""\
departments:
{offices}  holder:
    name: 生成证照部门
    holds:
      - generated-licence
      - generated-deed
    answers:
      - serious_bad_credit
    source: generated
  reform-office:
    name: 生成审改部门
    source: generated
"""


def sharing(when: str) -> str:
    """Two documents that other offices supply since the reform, and one for the result of every item."""
    live = '    live:\n      - from: 2022-01-14\n        region: "43"\n        source: generated\n' if when == "after" else ""
    found = "".join(
        f"  generated-{name}:\n    name: {label}\n    supplied_by: holder\n{live}"
        "    within: 1 working day\n    source: generated\n"
        for name, label in (("licence", "示范执照"), ("deed", "示范权属证书"))
    )
    results = "".join(
        f"  {item.id}-permit:\n    name: {item.thing}许可证{item.number:03}\n    source: generated\n"
        for item in map(Item, range(ITEMS))
    )
    return f"documents:\n{found}{results}"


def write(folder: Path, when: str, items: int = ITEMS) -> Path:
    """The place before or after the reform in *folder*, with what it shares beside it; the first so many *items* of it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "laws.yaml").write_text(laws(), "utf-8")
    shutil.copyfile(RULESETS / "disallowed.yaml", folder / "disallowed.yaml")
    shutil.copytree(RULESETS / "calendars", folder / "calendars", dirs_exist_ok=True)
    place = folder / when
    place.mkdir()
    (place / "ruleset.yaml").write_text(ruleset(when), "utf-8")
    (place / "departments.yaml").write_text(departments(), "utf-8")
    (place / "sharing.yaml").write_text(sharing(when), "utf-8")
    shutil.copyfile(MODEL / "common.yaml", place / "common.yaml")
    for number in range(items):
        item = Item(number)
        home = place / "items" / item.id
        home.mkdir(parents=True)
        (home / f"{FROM[when]}.yaml").write_text(item_file(item, when), "utf-8")
    return place


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", metavar="DIR", type=Path, help="a folder that is empty or not there yet")
    options.add_argument("--only", choices=tuple(FROM), help="one of the two places alone")
    chosen = options.parse_args()
    if chosen.folder.exists() and (not chosen.folder.is_dir() or any(chosen.folder.iterdir())):
        options.error(f"{chosen.folder}: 这里已经有东西，请写一个空的或者还没有的文件夹 not an empty folder")
    for when in FROM if chosen.only is None else (chosen.only,):
        place = write(chosen.folder, when)
        sys.stdout.write(f"{place}: {ITEMS} 个生成的事项 generated items\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
