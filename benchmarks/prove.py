"""How long it takes to lint and to prove the delivered catalogue: with one process, and with one a core.

    python benchmarks/prove.py [--rounds 3]

The floor is linting alone, in one process that compiles everything anew: whoever proves has linted.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from _ratio import compare

ROOT = Path(__file__).resolve().parents[1]
PLACE = "rulesets/hengyang"


def command(*words: str) -> None:
    """One command as a process of its own, with a cache that is empty at first."""
    with tempfile.TemporaryDirectory() as cache:
        # whoever forbids compiled modules measures the compiler
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment |= {"PYTHONPATH": str(ROOT), "MATERIALS_RULES_CACHE": cache}
        subprocess.run(
            [sys.executable, "-m", "materials_rules", *words], cwd=ROOT, env=environment, check=True, capture_output=True
        )


def both(*words: str) -> None:
    """What an author runs before he publishes."""
    command("lint", PLACE)
    command("prove", PLACE, *words)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    works = {
        "floor: lint": lambda: command("lint", PLACE),
        "lint + prove, one process": lambda: both("--workers", "1"),
        "lint + prove, one a core": both,
    }
    compare(works, chosen.rounds, "floor: lint")
    return 0


if __name__ == "__main__":
    sys.exit(main())
