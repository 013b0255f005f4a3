"""How far a batch has come, written beside its output, and what must be the same for whoever goes on with it.

    Identity, State  <->  bytes
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal

import msgspec

from materials_rules.batch.counts import Counts
from materials_rules.batch.cutting import Mark
from materials_rules.batch.inputs import Input
from materials_rules.batch.shape import PARQUET, shape_by_name
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage

NOTHING: Final = sha256().hexdigest()


@dataclass(frozen=True, slots=True)
class Names:
    """The files of a batch: what it makes, and beside it what it needs meanwhile."""

    output: Path
    rejects: Path
    notices: Path | None = None  # the folder of notices, one a file

    def beside(self, suffix: str) -> Path:
        """A name next to the output."""
        return self.output.with_name(self.output.name + suffix)

    @property
    def manifest(self) -> Path:
        """What was made of what."""
        return self.beside(".manifest.json")

    @property
    def duplicates(self) -> Path:
        """Which packets bear the name of an earlier one."""
        return self.beside(".duplicates.jsonl")

    @property
    def is_table(self) -> bool:
        """Whether the results become a table in the end."""
        return shape_by_name(self.output.name) == PARQUET

    @property
    def records(self) -> Path:
        """The results as lines while the batch runs."""
        return self.beside(".records") if self.is_table else part_of(self.output)

    @property
    def index(self) -> Path:
        """The digests of all notices, as `sha256sum` reads them."""
        return self.beside(".notices.sha256")

    @property
    def checkpoint(self) -> Path:
        """How far it has come."""
        return self.beside(".checkpoint")

    @property
    def ids(self) -> Path:
        """The digests of all names so far."""
        return self.beside(".ids")

    @property
    def lock(self) -> Path:
        """Who is at work."""
        return self.beside(".lock")

    @property
    def lock_of_rejects(self) -> Path:
        """The same for the file of rejects, which another batch may have been given too."""
        return self.rejects.with_name(f"{self.rejects.name}.lock")

    @property
    def made(self) -> tuple[Path, ...]:
        """What is there when all is done."""
        notices = () if self.notices is None else (self.index,)
        return (self.output, self.rejects, self.duplicates, self.manifest, *notices)

    @property
    def all(self) -> tuple[Path, ...]:
        """Every file that a batch may write."""
        records = (self.records,) if self.is_table else ()
        meanwhile = (self.checkpoint, self.ids, self.lock, self.lock_of_rejects, *records, *(part_of(one) for one in self.made))
        scratch = (self.beside(".ids.sorted"), self.beside(".ids.namesakes"), self.beside(".ids.namesakes.sorted"))
        new = (self.beside(".checkpoint.new"), self.beside(".manifest.json.part.new"))
        return (*self.made, *meanwhile, *scratch, *new)


def part_of(path: Path) -> Path:
    """The name that a file has while it is not whole."""
    return path.with_name(f"{path.name}.part")


class Identity(msgspec.Struct, frozen=True):
    """What determines the bytes of a batch. The number of workers is not among it: they make the same."""

    tool: str
    ruleset: str
    calendar: str
    inputs: list[Input]
    as_of: str | None
    time_limit: float
    rejects: str
    packing: str
    block: int
    notices: list[str] = []  # folder and format

    def differences(self, other: Identity) -> list[tuple[str, str]]:
        """What is another in *other*, in Chinese and English."""
        found = [words for name, words in _PARTS.items() if getattr(self, name) != getattr(other, name)]
        mine, theirs = ([(one.name, one.packing, one.size, one.changed, one.shape) for one in i.inputs] for i in (self, other))
        return [*found, *([("输入文件", "the input")] if mine != theirs else [])]


_PARTS: Final = {
    "tool": ("程序", "the tool"),
    "ruleset": ("规则集", "the ruleset"),
    "calendar": ("日历", "the calendars"),
    "as_of": ("选项 --as-of", "the option --as-of"),
    "time_limit": ("选项 --time-limit", "the option --time-limit"),
    "rejects": ("选项 --rejects", "the option --rejects"),
    "packing": ("输出的压缩方式", "how the output is compressed"),
    "notices": ("选项 --notices 或者 --notice-format", "the option --notices or --notice-format"),
    "block": ("块的大小", "the size of a block"),
}


class Extent(msgspec.Struct):
    """How much of a file is good: so many bytes, with this SHA-256."""

    bytes: int = 0
    sha256: str = NOTHING


class InputDone(msgspec.Struct, frozen=True):
    """An input that was read to its end."""

    name: str
    bytes: int
    sha256: str
    lines: int


class State(msgspec.Struct):
    """How far: up to *mark*, whose input had the content *until* before it; what the files hold by then.

    `manifest` is there once everything is done but the giving of names.
    """

    mark: Mark = msgspec.field(default_factory=Mark)
    until: str | None = None
    inputs: list[InputDone] = msgspec.field(default_factory=list)
    results: Extent = msgspec.field(default_factory=Extent)
    rejects: Extent = msgspec.field(default_factory=Extent)
    ids: Extent = msgspec.field(default_factory=Extent)
    index: Extent = msgspec.field(default_factory=Extent)
    counts: Counts = msgspec.field(default_factory=Counts)
    may_replace: bool = False
    manifest: str | None = None


class Checkpoint(msgspec.Struct, forbid_unknown_fields=True):
    """A checkpoint whole."""

    identity: Identity
    state: State
    schema: Literal["batch-checkpoint/1"] = "batch-checkpoint/1"


def encode(checkpoint: Checkpoint) -> bytes:
    """*checkpoint* as JSON."""
    return msgspec.json.encode(checkpoint) + b"\n"


def resumable(data: bytes, identity: Identity, path: Path) -> State:
    """The state in *data*, if it is about the same batch. Raises WrongUsage (B-RESUME) that says what is not the same."""
    try:
        found = msgspec.json.decode(data, type=Checkpoint)
    except msgspec.MsgspecError:
        raise refused(path, "检查点文件", "the checkpoint itself") from None
    faults = [refused(path, *words) for words in found.identity.differences(identity)]
    if faults:
        raise WrongUsage([one for fault in faults for one in fault.diagnostics])
    return found.state


def refused(path: Path, what_zh: str, what_en: str) -> WrongUsage:
    """That a batch cannot be gone on with, because *what* is not the same as before."""
    return WrongUsage([Diagnostic("B-RESUME", Place(str(path)), {"what_zh": what_zh, "what_en": what_en})])
