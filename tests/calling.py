"""The command line as tests call it: how a call ends, a call in a process of its own, what of the repository it is given.

Of the program nothing is imported here: `conftest` needs this before its lines are counted.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLACE = ROOT / "rulesets" / "hengyang"
PACKET = ROOT / "examples" / "packets" / "outcome-accept.json"
SECRET = "430422199001011234"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, its data, its words for people."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]
"""The fixture `run`: words of the command line in, how it ended out."""


def process(
    *words: str | bytes, cwd: Path | None = None, seconds: float = 60, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """The command line in a process of its own, which takes *seconds* at most."""
    return subprocess.run(
        [sys.executable, "-m", "materials_rules", *words],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=seconds,
    )


def python(script: str, *, check: bool = False) -> subprocess.CompletedProcess[bytes]:
    """*script* in a Python of its own, in the folder of the repository; with *check* it must end well."""
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=check)
