"""The files of a batch: they grow beside their names, can be gone on with after any end, and appear under their names whole.

    what each block came to  ->  OUT.part, OUT.checkpoint  ->  OUT, its rejects, its duplicates, its manifest

Every change goes through one Disk. Whatever it refuses, the last checkpoint and all that stands before it stay as they are.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from materials_rules.batch import checkpoint as saved
from materials_rules.batch.checkpoint import Checkpoint, Extent, Identity, InputDone, Names, State, part_of
from materials_rules.batch.columnar import write_table
from materials_rules.batch.cutting import Block, Mark
from materials_rules.batch.disk import Disk, Growing
from materials_rules.batch.duplicates import remove_scratch, write_duplicates
from materials_rules.batch.inputs import Ended
from materials_rules.batch.manifest import FileMade, Manifest, Options, Rules, encode, manifest
from materials_rules.batch.packing import packer, packing_by_name
from materials_rules.batch.papers import Papers
from materials_rules.batch.work import Worked
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage

_SHA: Final = "sha256:"


def require_free(disk: Disk, names: Names) -> None:
    """Raises WrongUsage where a batch was begun and not finished (B-UNFINISHED), or where any file that would be made is."""
    if disk.size(names.checkpoint) is not None:
        raise WrongUsage([Diagnostic("B-UNFINISHED", Place(str(names.checkpoint)))])
    there = [path for path in names.made if disk.size(path) is not None]
    if there:
        raise WrongUsage([Diagnostic("B-EXISTS", Place(str(path))) for path in there])


class Files:
    """The files of one batch, open for writing. Its lock is held by whoever made this."""

    def __init__(self, disk: Disk, names: Names, identity: Identity, state: State, every: float) -> None:
        self._disk = disk
        self._names = names
        self._identity = identity
        self.state = state
        self._every = every
        self._saved_at = time.monotonic()
        self._is_saved = True
        self._open: list[Growing] = []
        is_numbered = len(identity.inputs) > 1
        self._papers = None if names.notices is None else Papers(disk, names.notices, is_numbered=is_numbered)

    def begin(self, *, is_new: bool) -> None:
        """Opens the files: empty, or as they were at the checkpoint. Raises WrongUsage (B-RESUME) where they are not."""
        if is_new:
            if self._papers is not None:
                self._papers.require_empty()
            self._save()  # first of all: what is found later without it is not ours
            for path in self._parts:
                self._disk.remove(path)
        for path, extent in zip(self._parts, self._extents, strict=True):
            growing = Growing(self._disk, path)
            self._open.append(growing)
            if not growing.go_back(extent.bytes, extent.sha256):
                raise saved.refused(path, "已经写出的部分", "what had been written")
        if self._papers is not None:
            self._papers.go_back(self.state.mark)

    @property
    def _parts(self) -> tuple[Path, ...]:
        index = () if self._papers is None else (part_of(self._names.index),)
        return (self._names.records, part_of(self._names.rejects), self._names.ids, *index)

    @property
    def _extents(self) -> tuple[Extent, ...]:
        index = () if self._papers is None else (self.state.index,)
        return (self.state.results, self.state.rejects, self.state.ids, *index)

    def take(self, item: Block | Ended, worked: Worked | None) -> None:
        """Adds what a block came to, or that an input has ended."""
        if isinstance(item, Ended):
            name = self._identity.inputs[item.source].name
            lines = self.state.mark.line - 1
            self.state.inputs.append(InputDone(name, item.bytes, item.sha256, lines))
            self.state.mark, self.state.until = Mark(item.source + 1), None
        else:
            assert worked is not None
            index = () if self._papers is None else (self._papers.take(worked.papers),)
            for growing, data in zip(self._open, (worked.results, worked.rejects, worked.ids, *index), strict=True):
                growing.append(data)
            self.state.counts.join(worked.counts)
            self.state.mark, self.state.until = item.end, item.until
        self._is_saved = False
        self.save_in_time()

    def save_in_time(self) -> None:
        """Writes a checkpoint if the last one is old enough and something came since."""
        if not self._is_saved and time.monotonic() - self._saved_at >= self._every:
            self.save()

    def save(self) -> None:
        """Writes a checkpoint: first what it is about, then itself."""
        if self._papers is not None:
            self._papers.sync()
        for growing, extent in zip(self._open, self._extents, strict=True):
            growing.sync()
            extent.bytes, extent.sha256 = growing.length, growing.digest
        self._save()

    def _save(self) -> None:
        self._disk.put(self._names.checkpoint, saved.encode(Checkpoint(self._identity, self.state)))
        self._saved_at = time.monotonic()
        self._is_saved = True

    def finish(self, tool: str, rules: Rules, options: Options, *, is_numbered: bool) -> Manifest:
        """Finds the namesakes, writes the manifest and gives all files their names."""
        for growing, path in zip(self._open, (self._names.output, self._names.rejects), strict=False):
            if not growing.length:
                growing.append(packer(packing_by_name(path.name))(b""))  # an empty file is no compressed one
        self.save()
        output = self._tabled(is_numbered=is_numbered) if self._names.is_table else self.state.results
        duplicates = part_of(self._names.duplicates)
        self._disk.remove(duplicates)
        found = Growing(self._disk, duplicates)
        try:
            namesakes = write_duplicates(self._disk, self._names, found, is_numbered)
            found.sync()
        finally:
            found.close()
        extent = Extent(found.length, found.digest)
        made = manifest(tool, rules, options, self.state, self._names, output, extent, namesakes)
        self.state.manifest = encode(made).decode()
        self._save()
        publish(self._disk, self._names, self.state)
        return made

    def _tabled(self, *, is_numbered: bool) -> Extent:
        """Makes a table of the records."""
        path = part_of(self._names.output)
        self._disk.remove(path)
        made = Growing(self._disk, path)
        try:
            write_table(self._disk.pieces(self._names.records), made.append, is_numbered=is_numbered)
            made.sync()
        finally:
            made.close()
        return Extent(made.length, made.digest)

    def close(self) -> None:
        """Lets go of all files."""
        for growing in self._open:
            growing.close()


def publish(disk: Disk, names: Names, state: State) -> Manifest:
    """Gives the files their names, the manifest last. It may have been begun any number of times before.

    Raises WrongUsage (B-EXISTS) where somebody else made such a file meanwhile, B-RESUME where one is neither here nor there.
    """
    assert state.manifest is not None
    made = msgspec.json.decode(state.manifest, type=Manifest)
    due = {path: file.bytes for path, file in _due(names, made).items()}
    if made.duplicates is None:
        disk.remove(part_of(names.duplicates))
    waiting = [path for path in due if disk.size(part_of(path)) is not None]
    if waiting or disk.read(names.manifest) != state.manifest.encode():
        if not state.may_replace and (there := [path for path in waiting if disk.size(path) is not None]):
            raise WrongUsage([Diagnostic("B-EXISTS", Place(str(path))) for path in there])
        if state.may_replace:
            disk.remove(names.manifest)  # the one of an earlier batch must not stand beside another output
            if made.duplicates is None:
                disk.remove(names.duplicates)
        for path in due:
            if path in waiting:
                disk.rename(part_of(path), path)
        require_sizes(disk, due)
        disk.put(part_of(names.manifest), state.manifest.encode())
        disk.rename(part_of(names.manifest), names.manifest)
    disk.remove(names.ids)
    disk.remove(names.records)
    remove_scratch(disk, names)
    disk.remove(names.checkpoint)
    disk.sync_folder(names.checkpoint.parent)
    return made


def require_sizes(disk: Disk, due: dict[Path, int]) -> None:
    """Raises WrongUsage (B-RESUME) where a file is not as long as it must be."""
    for path, length in due.items():
        if disk.size(path) != length:
            raise saved.refused(path, "已经写出的文件", "a file that had been written")


def require_whole(disk: Disk, names: Names, state: State) -> None:
    """Raises WrongUsage (B-RESUME) where a file that only wants its name, or has it already, does not hold what it did."""
    assert state.manifest is not None
    for path, file in _due(names, msgspec.json.decode(state.manifest, type=Manifest)).items():
        there = path if disk.size(part_of(path)) is None else part_of(path)
        if disk.size(there) != file.bytes or _digest(disk, there) != file.digest:
            raise saved.refused(there, "已经写出的文件", "a file that had been written")


def _due(names: Names, made: Manifest) -> dict[Path, FileMade]:
    """What a batch makes besides its manifest, in the order in which it gets its names."""
    due = {names.rejects: made.rejects_file, names.output: made.output}
    if made.notices is not None:
        due[names.index] = made.notices
    if made.duplicates is not None:
        due[names.duplicates] = made.duplicates
    return due


def finished_before(disk: Disk, names: Names, identity: Identity, rules: Rules, tool: str) -> Manifest | None:
    """The manifest of a batch that had come to its end, if it is the same one and its files are there; None without a manifest.

    Raises WrongUsage (B-RESUME) where it was another one.
    """
    data = disk.read(names.manifest)
    if data is None:
        return None
    try:
        made = msgspec.json.decode(data, type=Manifest)
    except msgspec.MsgspecError:
        raise saved.refused(names.manifest, "清单文件", "the manifest") from None
    _require_same(disk, names, identity, rules, tool, made)
    return made


def _require_same(disk: Disk, names: Names, identity: Identity, rules: Rules, tool: str, made: Manifest) -> None:
    parts = [
        (made.tool == tool, "程序", "the tool"),
        (made.ruleset.digest == rules.ruleset, "规则集", "the ruleset"),
        (made.calendar == rules.calendar, "日历", "the calendars"),
        (made.options == Options(identity.as_of, identity.time_limit, "".join(identity.notices[1:])), "选项", "the options"),
        (made.rejects_file.name == names.rejects.name, "选项 --rejects", "the option --rejects"),
        (_are_read(disk, identity, made), "输入文件", "the input"),
    ]
    if others := [(zh, en) for is_same, zh, en in parts if not is_same]:
        raise WrongUsage([one for zh, en in others for one in saved.refused(names.manifest, zh, en).diagnostics])
    for path, file in _due(names, made).items():
        if disk.size(path) != file.bytes or _digest(disk, path) != file.digest:
            raise saved.refused(path, "已经写出的文件", "a file that had been written")
    if names.notices is not None:
        _require_notices(disk, names.index, names.notices)


def _require_notices(disk: Disk, index: Path, folder: Path) -> None:
    """Raises WrongUsage (B-RESUME) where a notice is not in *folder* as it was written."""
    rest = b""
    for piece in disk.pieces(index):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            digest, _, name = line.decode().partition("  ")
            path = folder / name
            if disk.size(path) is None or _digest(disk, path) != _SHA + digest:
                raise saved.refused(path, "已经写出的告知书", "a notice that had been written")


def _are_read(disk: Disk, identity: Identity, made: Manifest) -> bool:
    """Whether the inputs are still what *made* was made of; standard input cannot be asked again."""
    if [one.name for one in identity.inputs] != [one.name for one in made.inputs]:
        return False
    plain: Sequence[tuple[str, str]] = [
        (read.name, read.digest) for read, one in zip(made.inputs, identity.inputs, strict=True) if one.is_plain
    ]
    return all(_digest(disk, Path(name)) == digest for name, digest in plain)


def _digest(disk: Disk, path: Path) -> str:
    from hashlib import sha256

    total = sha256()
    for piece in disk.pieces(path):
        total.update(piece)
    return _SHA + total.hexdigest()
