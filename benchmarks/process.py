"""How long whole processes take: what a clerk waits for at the command line, with compiled modules in place.

    python benchmarks/process.py [--rounds 10]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from _ratio import compare

ROOT = Path(__file__).resolve().parents[1]
PACKET = str(ROOT / "examples" / "packets" / "outdoor-advertising-curing.json")
TOOL = ("-m", "materials_rules")


def process(*words: str) -> Callable[[], object]:
    # whoever forbids compiled modules measures the compiler
    settings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return lambda: subprocess.run([sys.executable, *words], cwd=ROOT, env=settings, capture_output=True, check=False)


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=10)
    chosen = options.parse_args()
    works = {
        "floor: python -c pass": process("-c", "pass"),
        "--help": process(*TOOL, "--help"),
        "check": process(*TOOL, "check", PACKET),
    }
    for work in works.values():  # the caches are warm
        work()
    compare(works, chosen.rounds, "floor: python -c pass")
    return 0


if __name__ == "__main__":
    sys.exit(main())
