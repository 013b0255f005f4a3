"""Rulesets to measure with: the generated catalogue, with as many items as one wants.

    number of items  ->  Library
"""

from __future__ import annotations

import contextlib
import importlib.util
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Final

from materials_rules import Library, load

GENERATOR: Final = Path(__file__).resolve().parents[1] / "examples" / "catalogue"
WHEN: Final = "after"
_NUMBERED: Final = re.compile(r"\bgenerated-(\d{3})")
_QUESTIONS: Final = re.compile(r"\b(is_rented|owns_site|area_m2|kinds|is_new)_(\d+)\b")


@contextlib.contextmanager
def catalogue(items: int) -> Iterator[Library]:
    """The generated catalogue of so many items, opened; it is gone afterwards.

    Beyond its own number items are copies of the generated ones under names of their own, their questions too, so that no
    two share a condition.
    """
    with tempfile.TemporaryDirectory() as folder, load(written(Path(folder), items)) as library:
        yield library


def written(folder: Path, items: int) -> Path:
    """The catalogue's place below *folder*, with so many items."""
    generate = _generator()
    own = generate.ITEMS
    place: Path = generate.write(folder / "catalogue", WHEN, min(items, own))
    files = sorted(path for path in (place / "items").rglob("*.yaml"))
    documents = (place / "sharing.yaml").read_text("utf-8")
    results = documents[documents.index("  generated-000-permit:") :]
    more = []
    for copy in range(1, -(-items // own)):
        wanted = files[: items - copy * own]
        more.append(_renamed(results, copy))
        for path in wanted:
            home = place / "items" / _renamed(path.parent.name, copy)
            home.mkdir()
            (home / path.name).write_text(_renamed(path.read_text("utf-8"), copy), "utf-8")
    (place / "sharing.yaml").write_text(documents + "".join(more), "utf-8")
    return place


def _renamed(text: str, copy: int) -> str:
    text = _NUMBERED.sub(rf"generated-{copy}-\1", text)
    return _QUESTIONS.sub(rf"\1_{copy}_\2", text)


def _generator() -> ModuleType:
    """The program that writes the catalogue; it imports its neighbour as a program does."""
    sys.path.insert(0, str(GENERATOR))
    try:
        spec = importlib.util.spec_from_file_location("catalogue_generate", GENERATOR / "generate.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
    finally:
        sys.path.remove(str(GENERATOR))
