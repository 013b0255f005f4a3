"""A worker: a process that judges block after block, and shows at each line that it is alive.

    Opening, then Tasks  ->  Ready, then Done with its bytes

It ends when its parent does. Nothing that it meets is printed: an error of ours could hold what a packet says.
"""

from __future__ import annotations

import contextlib
import ctypes
import mmap
import os
import signal
from typing import Final

import msgspec

from materials_rules.batch.heap import return_large_pieces
from materials_rules.batch.link import read_messages, write_messages
from materials_rules.batch.work import Done, Opening, Ready, Task, Worked, Workplace, open_bench

BEAT_BYTES: Final = 16
IDLE: Final = -1
FAILED: Final = 70
FULL: Final = 71
"""How a worker ends that has taken as much memory as it may: another one begins in its place, and nobody died."""
LEARNED: Final = 10_000
"""After so many lines a worker has met what most packets are like; what it takes from then on is room for the rest of them."""
ROOM: Final = 60_000_000
"""How much it may grow from then on (bytes). What was kept is worked out anew by the next one: no result hangs on it."""
_PR_SET_PDEATHSIG: Final = 1
_TO_BE_KILLED_FIRST: Final = b"500"


class Beat:
    """Two numbers in memory that parent and worker share: how many lines were begun in all, and the line in hand or IDLE."""

    def __init__(self, descriptor: int) -> None:
        self._numbers = memoryview(mmap.mmap(descriptor, BEAT_BYTES)).cast("q")

    def begin(self, index: int) -> None:
        """The line *index* of the block is begun."""
        self._numbers[1] = index
        self._numbers[0] += 1

    def rest(self) -> None:
        """No line is in hand."""
        self._numbers[1] = IDLE

    def read(self) -> tuple[int, int]:
        """How many lines were begun, and the one in hand."""
        return self._numbers[0], self._numbers[1]


def main(incoming: int, outgoing: int, beat: int, parent: int) -> int:
    """Serves until the parent says no more, or until it has grown too large (FULL)."""
    _end_with(parent)
    return_large_pieces()
    # a Ctrl-C of the terminal reaches everybody: the parent decides what comes of it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    return _serve(incoming, outgoing, Beat(beat))


def _serve(incoming: int, outgoing: int, beat: Beat) -> int:
    messages = read_messages(incoming)
    opening = msgspec.json.decode(next(messages), type=Opening)
    bench = open_bench(opening)
    workplace = Workplace(bench, opening)
    files = _Files(opening)
    size = _Size()
    write_messages(outgoing, msgspec.json.encode(Ready(bench.ruleset, bench.calendar)))
    for message in messages:
        task = msgspec.json.decode(message, type=Task)
        data = next(messages, None)
        if data is None:
            break
        worked = workplace.work(task, data if task.is_sent else files.read(task), beat.begin)
        beat.rest()
        _answer(outgoing, task, worked)
        if size.is_full(worked.counts.lines):
            return FULL
    return 0


class _Size:
    """How this process grows."""

    def __init__(self) -> None:
        self._lines = 0
        self._before: int | None = None

    def is_full(self, lines: int) -> bool:
        """Whether it has grown too large, now that so many *lines* more are done."""
        self._lines += lines
        if self._lines < LEARNED:
            return False
        now = _own_memory()
        if self._before is None:
            self._before = now
        return now - self._before > ROOM


def _own_memory() -> int:
    """The bytes that this process alone takes; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:
            _, resident, shared, *_ = map(int, file.read().split())
    except (OSError, ValueError):
        return 0
    return (resident - shared) * mmap.PAGESIZE


def _answer(outgoing: int, task: Task, worked: Worked) -> None:
    done = msgspec.json.encode(Done(task.number, worked.counts))
    write_messages(outgoing, done, worked.results, worked.rejects, worked.ids, worked.papers)


class _Files:
    """The plain files among the inputs, one open at a time."""

    def __init__(self, opening: Opening) -> None:
        self._inputs = opening.inputs
        self._opened = (-1, -1)

    def read(self, task: Task) -> bytes:
        """The bytes of a block; fewer where the file is not what the parent saw, which then does not count what they give."""
        index, descriptor = self._opened
        if index != task.start.source:
            if descriptor >= 0:
                os.close(descriptor)
            about = self._inputs[task.start.source]
            assert about is not None
            descriptor = os.open(about[0], os.O_RDONLY | os.O_CLOEXEC)
            self._opened = (task.start.source, descriptor)
            seen = os.fstat(descriptor)
            if (seen.st_dev, seen.st_ino) != about[1:]:
                raise OSError(about[0])
        pieces, offset, left = [], task.start.offset, task.length
        while left and (piece := os.pread(descriptor, left, offset)):
            pieces.append(piece)
            offset, left = offset + len(piece), left - len(piece)
        return b"".join(pieces)


def _end_with(parent: int) -> None:
    """Makes this process end when its parent does, whatever it is doing, and be the one to go where memory is short."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(FAILED)
    with contextlib.suppress(OSError), open("/proc/self/oom_score_adj", "wb") as file:
        file.write(_TO_BE_KILLED_FIRST)

