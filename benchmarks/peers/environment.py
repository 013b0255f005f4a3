"""The environment of the engines, and one of them as a process that answers files.

    folder  ->  Environment  ->  Engine
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Literal, Self

ROOT: Final = Path(__file__).resolve().parents[2]
REQUIREMENTS: Final = Path(__file__).with_name("requirements.txt")


class Broken(RuntimeError):
    """An engine that could not be opened, or broke off."""


@dataclass
class Environment:
    """The engines' own Python. `versions` are those of what is installed, `absent` what could not be, with the reason."""

    python: Path
    versions: dict[str, str] = field(default_factory=dict)
    absent: dict[str, str] = field(default_factory=dict)


def environment(folder: Path, wanted: Sequence[str] | None = None) -> Environment:
    """The environment in *folder*, made where it is not there, with all that is *wanted* (by default everything) installed."""
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    found = Environment(python, _installed(python))
    for line in required(REQUIREMENTS.read_text("utf-8")):
        name = plain(re.split(r"[<>=! @]", line)[0])
        if wanted is not None and name not in (*map(plain, wanted), "msgspec"):
            continue
        if name in found.versions:
            continue
        done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", line], capture_output=True, text=True, check=False)
        if done.returncode:
            found.absent[name] = (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    found.versions = _installed(python)
    return found


def required(text: str) -> list[str]:
    """The lines of a file of requirements that name one."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def plain(name: str) -> str:
    """A package's name in its one spelling."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _installed(python: Path) -> dict[str, str]:
    done = subprocess.run([str(python), "-m", "pip", "list", "--format", "json"], capture_output=True, text=True, check=True)
    return {plain(one["name"]): one["version"] for one in json.loads(done.stdout)}


class Engine:
    """One engine at work; a `with` block ends it."""

    def __init__(self, where: Environment, name: str, texts: Sequence[str], folder: Path) -> None:
        rules = folder / f"rules-{name}.json"
        rules.write_text(json.dumps(texts), "utf-8")
        self.name = name
        self._process = subprocess.Popen(
            [str(where.python), "-m", "benchmarks.peers.worker", name, str(rules)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.opened: float = self._said()["opened"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def answer(self, source: Path, target: Path, way: Literal["timed", "careful", "paired"] = "timed") -> float:
        """Seconds for *source*, answered in one of the ways of the worker. Raises Broken."""
        stdin = self._process.stdin
        assert stdin is not None
        try:
            print(json.dumps([str(source), str(target), way]), file=stdin, flush=True)
        except OSError as fault:
            raise Broken(f"{self.name}: it ended") from fault
        seconds: float = self._said()["seconds"]
        return seconds

    def close(self) -> None:
        """Ends its process."""
        with self._process:
            self._process.kill()

    def _said(self) -> Mapping[str, Any]:
        stdout: IO[str] | None = self._process.stdout
        assert stdout is not None
        line = stdout.readline()
        if not line:
            raise Broken(f"{self.name}: it ended with {self._process.wait()}")
        said: Mapping[str, Any] = json.loads(line)
        if "error" in said:
            self.close()
            raise Broken(str(said["error"]).splitlines()[0][:300])
        return said
