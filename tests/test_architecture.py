"""The house is one river: a station imports only stations before it, and only doors know the world outside.

The checks are functions of a module's name and text, so that made-up modules can show that they fail when they should.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = "materials_rules"
ROOT = Path(__file__).parent.parent / PACKAGE

STATIONS = (
    "version",
    "ground.shelf",
    "ground.script",
    "ground.pattern",
    "ground.day",
    "ground.refusal",
    "ground.catalogue",
    "ground.messages",
    "ground.diagnostic",
    "ground.errors",
    "ground",
    "reading",
    "condition",
    "packet",
    "identifiers",
    "form_checks",
    "rules",
    "plan",
    "clock",
    "verdict",
    "notice",
    "render",
    "schemas",
    "kept",
    "library",
    "stencil",
    "many",
    "",  # the public names: materials_rules itself
    "batch",
    "lake",
    "witness",
    "writing",
    "lint",
    "cases",
    "proof",
    "why",
    "changes",
    "guide",
    "sheet",
    "figures",
    "editor",
    "commands",
    "cli",
    "__main__",
)
"""Every part of the house, in the order in which they may import each other. This is the one list."""

DOORS = {
    "reading.events": {"parser"},  # asks the C parser for events one by one; it never builds anything
    "reading.disk": {"disk", "environment"},
    "rules.folder": {"disk"},
    "rules.ruleset": {"where"},
    "clock.calendar": {"disk"},
    "plan.engine": {"process", "durable", "screen"},  # the process apart answers over its stdout
    "render.html": {"disk"},  # its style sheet, a file of the package that is read once
    "sheet.package": {"screen"},  # bytes in memory that look like a file; the library that reads workbooks wants one
    "kept": {"disk", "where", "environment"},
    "library": {"disk", "where", "environment"},
    "batch.inputs": {"disk", "environment"},
    "batch.disk": {"disk", "environment"},  # the one way by which a batch changes the disk
    "batch.duplicates": {"disk"},  # reads what it sorted
    "batch.kept": {"clock"},  # how old the last checkpoint is
    "batch.lock": {"disk", "environment"},
    "batch.link": {"environment"},
    "batch.lane": {"process", "environment", "clock", "disk"},  # a worker as its parent sees it
    "batch.worker": {"disk", "environment"},
    "batch.run": {"environment"},
    "batch.page": {"disk"},  # its style sheet, a file of the package that is read once
    "batch.progress": {"screen", "clock", "environment", "disk"},
    "lake.packed": {"disk", "environment"},  # writes a ruleset where packets are judged
    "lake.cluster": {"environment", "disk"},  # whether there is a Java
    "editor.workspace": {"disk", "where"},  # which files there are besides those that are open
    "editor.server": {"disk", "where", "process"},  # waits for an editor, and looks while it waits
    "guide.pieces": {"disk"},  # its style sheet and its scripts, files of the package that are read once
    "commands": {"disk", "where", "process", "screen", "environment", "random"},
    "cli": {"screen", "environment"},
    "__main__": {"environment", "where"},
}
"""Who may touch the world, and what of it. Everybody else is a pure function of what he is given."""

WORLD_BY_IMPORT = {
    "time": "clock",
    "sched": "clock",
    "random": "random",
    "secrets": "random",
    "uuid": "random",
    "os": "environment",
    "locale": "environment",
    "platform": "environment",
    "signal": "environment",
    "getpass": "environment",
    "subprocess": "process",
    "multiprocessing": "process",
    "threading": "process",
    "asyncio": "process",
    "socket": "network",
    "ssl": "network",
    "http": "network",
    "urllib": "network",
    "io": "screen",
    "logging": "screen",
    "tempfile": "disk",
    "shutil": "disk",
    "glob": "disk",
    "sqlite3": "disk",
    "durable": "durable",
    "durable_rules_engine": "durable",
    "pickle": "never",
    "marshal": "never",
    "shelve": "never",
    "dill": "never",
    "cloudpickle": "never",
}
WORLD_BY_CALL = {
    "print": "screen",
    "input": "screen",
    "open": "disk",
    "eval": "never",
    "exec": "never",
    "__import__": "never",
}
WORLD_BY_METHOD = {
    "now": "clock",
    "today": "clock",
    "utcnow": "clock",
    "fromtimestamp": "clock",
    "read_text": "disk",
    "read_bytes": "disk",
    "write_text": "disk",
    "write_bytes": "disk",
    "iterdir": "disk",
    "is_file": "disk",
    "is_dir": "disk",
    "is_symlink": "disk",
    "exists": "disk",
    "mkdir": "disk",
    "unlink": "disk",
    "rglob": "disk",
    "stat": "disk",
    "resolve": "where",
    "absolute": "where",
    "cwd": "where",
    "getcwd": "where",
    "getenv": "environment",
    "stdout": "screen",
    "stderr": "screen",
    "environ": "environment",
    "CLoader": "never",
    "CSafeLoader": "parser",
    "UnsafeLoader": "never",
    "FullLoader": "never",
    "unsafe_load": "never",
    "full_load": "never",
}
CONSTRUCTING_LOADS = ("yaml.load", "yaml.safe_load", "yaml.load_all", "yaml.safe_load_all")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "base", "manager", "managers", "common", "misc", "lib", "core"}


def modules() -> dict[str, str]:
    """Every module of the package by its name below the package, with its text."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(part for part in parts if part != "__init__")] = path.read_text("utf-8")
    return found


def station(module: str) -> str | None:
    """The longest station that *module* belongs to."""
    holding = [name for name in STATIONS if module == name or (name and module.startswith(f"{name}."))]
    return max(holding, key=len, default=None)


def imported(module: str, text: str, known: frozenset[str]) -> Iterator[str]:
    """What *module* imports of our own, anywhere in it, as names below the package."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            source = node.module or ""
            # `from package import x`: x may be a module or a name
            names = [f"{source}.{alias.name}" for alias in node.names]
            names = [name if name.removeprefix(f"{PACKAGE}.") in known else source for name in names]
        else:
            continue
        for name in names:
            if name == PACKAGE:
                yield ""
            elif name.startswith(f"{PACKAGE}."):
                yield name.removeprefix(f"{PACKAGE}.")


def wrong_imports(module: str, text: str, known: frozenset[str] = frozenset()) -> Iterator[str]:
    """What is wrong with the imports of *module*: backwards, relative, or from nowhere."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{module}: a relative import"
    mine = station(module)
    if mine is None:
        yield f"{module}: no station"
        return
    for name in imported(module, text, known):
        theirs = station(name)
        if theirs is None:
            yield f"{module} imports {name}, which is no station"
        elif STATIONS.index(theirs) > STATIONS.index(mine):
            yield f"{module} imports {name}, which comes after it"


def touches(module: str, text: str) -> Iterator[str]:
    """What of the world *module* touches without being a door for it."""
    allowed = {what for door, some in DOORS.items() if module == door or module.startswith(f"{door}.") for what in some}
    for node in ast.walk(ast.parse(text)):
        for word, what in _touched(node):
            if what not in allowed:
                yield f"{module}:{getattr(node, 'lineno', 0)}: {word} ({what})"


def _touched(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import):
        for alias in node.names:
            if what := WORLD_BY_IMPORT.get(alias.name.partition(".")[0]):
                yield alias.name, what
    elif isinstance(node, ast.ImportFrom) and node.level == 0:
        if what := WORLD_BY_IMPORT.get((node.module or "").partition(".")[0]):
            yield str(node.module), what
        for alias in node.names:
            if what := WORLD_BY_METHOD.get(alias.name):
                yield alias.name, what
    elif isinstance(node, ast.Name) and (what := WORLD_BY_CALL.get(node.id)):
        yield node.id, what
    elif isinstance(node, ast.Attribute):
        if what := WORLD_BY_METHOD.get(node.attr):
            yield node.attr, what
        if ast.unparse(node) in CONSTRUCTING_LOADS:
            yield ast.unparse(node), "never"


def test_every_import_points_back() -> None:
    texts = modules()
    known = frozenset(texts)

    assert [fault for name, text in texts.items() for fault in wrong_imports(name, text, known)] == []


def test_no_circle_of_imports_inside_a_station() -> None:
    texts = modules()
    known = frozenset(texts)
    graph = {name: set(imported(name, text, known)) - {name} for name, text in texts.items()}

    TopologicalSorter(graph).prepare()


def test_only_doors_touch_the_world() -> None:
    assert [fault for name, text in modules().items() for fault in touches(name, text)] == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [name for name in modules() if FORBIDDEN_NAMES & set(name.lower().strip("_").split("."))] == []


def test_every_station_and_every_door_exists() -> None:
    there = modules()

    assert [name for name in (*STATIONS, *DOORS) if name not in there] == []


def test_every_module_says_what_it_is() -> None:
    mute = [name for name, text in modules().items() if not ast.get_docstring(ast.parse(text))]

    assert mute == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("packet.model", "from materials_rules.rules.item import ItemFile"),
        ("packet.model", "import materials_rules.cli"),
        ("packet.model", "def f():\n    from materials_rules import load"),
        ("ground.day", "from materials_rules.ground.errors import WrongUsage"),
        ("notice.model", "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from materials_rules.render import render"),
        ("render.text", "from ..notice import model"),
        ("cellar.wine", "x = 1"),
        ("notice.model", "from materials_rules.cellar import wine"),
    ],
)
def test_an_import_that_points_forward_is_found(module: str, text: str) -> None:
    assert list(wrong_imports(module, text))


def test_an_import_that_points_back_is_no_fault() -> None:
    text = "from materials_rules.ground.day import read_day\nfrom materials_rules.packet.model import Packet\nimport json"

    assert list(wrong_imports("notice.model", text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "import datetime\nx = datetime.datetime.now()",
        "from datetime import date\nx = date.today()",
        "import time",
        "from time import monotonic",
        "import random",
        "from os import environ",
        "import os",
        "print('x')",
        "say = print",
        "open('x')",
        "from pathlib import Path\nPath('x').read_text()",
        "import durable.lang",
        "import durable_rules_engine",
        "def f():\n    from durable.engine import Host",
        "eval('1')",
        "exec('1')",
        "import pickle",
        "from pickle import loads",
        "import yaml\nyaml.load('x', yaml.SafeLoader)",
        "import yaml\nyaml.safe_load('x')",
        "from yaml import CSafeLoader",
        "import yaml\nyaml.CLoader",
        "from pathlib import Path\nPath('x').resolve()",
        "import urllib.request",
        "import subprocess",
        "import sys\nsys.stdout.write('x')",
    ],
)
def test_touching_the_world_is_found(text: str) -> None:
    assert list(touches("packet.model", text))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("plan.engine", "import durable_rules_engine"),
        ("commands.check", "import os\nprint(os.environ)"),
        ("rules.folder", "open('x')"),
        ("packet.model", "import json\nx = json.loads('1')"),
    ],
)
def test_a_door_may_touch_its_own_part(module: str, text: str) -> None:
    assert list(touches(module, text)) == []


@pytest.mark.parametrize("module", ["cli", "plan.engine", "commands.check"])
def test_no_door_at_all_may_run_text_or_unpickle(module: str) -> None:
    assert list(touches(module, "import pickle\neval('1')"))


def test_a_circle_is_found() -> None:
    with pytest.raises(CycleError):
        TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


def test_no_function_is_written_twice() -> None:
    """What two modules need has one home; a body of three lines and more with the same arguments is the same thing."""
    homes: dict[str, list[str]] = {}
    for name, text in modules().items():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) is not None else node.body
                if body and (body[-1].end_lineno or 0) - body[0].lineno >= 2:
                    same = ast.dump(node.args) + ast.dump(ast.Module(body, []))
                    homes.setdefault(same, []).append(f"{name}.{node.name}")

    assert [twice for twice in homes.values() if len(twice) > 1] == []
