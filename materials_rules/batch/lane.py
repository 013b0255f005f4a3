"""One worker as its parent sees it: a process, its pipes, what it has to do, and whether it gets on.

    Opening  ->  a process that takes Slots
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

from materials_rules.batch.cutting import Block
from materials_rules.batch.link import Link
from materials_rules.batch.slot import Slot
from materials_rules.batch.work import Opening, Task
from materials_rules.batch.worker import BEAT_BYTES, IDLE, Beat
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault

CLOCK_TO_PROCESSOR: Final = 4
"""A line that waits, instead of computing, may take so many times as long."""
LONGEST_PAUSE: Final = 1.0
"""If the parent itself was stopped for longer (seconds), that is nobody's fault."""
_PIPE_BYTES: Final = 1 << 20


class Lane:
    """A worker. Raises EngineFault (B-WORKER) where the system gives no process."""

    def __init__(self, opening: Opening) -> None:
        try:
            shared = _shared_memory()
            from_parent, to_worker = os.pipe()
            from_worker, to_parent = _wide_pipe()
            self._process = subprocess.Popen(
                _command(from_parent, to_parent, shared),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(from_parent, to_parent, shared),
            )
        except OSError as error:
            raise EngineFault([Diagnostic("B-WORKER", Place(""), {"reason": type(error).__name__})]) from error
        self.beat = Beat(shared)
        for descriptor in (from_parent, to_parent, shared):
            os.close(descriptor)
        self.link = Link(from_worker, to_worker)
        self.beat.rest()
        self.slots: deque[Slot] = deque()
        self.is_ready = False
        self._seen = (0, IDLE)
        self._clock = time.monotonic()
        self._spent = 0.0  # by the clock on the line in hand, while we looked
        self._processor_before = 0.0
        self.link.send(msgspec.json.encode(opening))

    def give(self, slot: Slot) -> None:
        """One more block to do, behind what it has."""
        block = slot.item
        assert isinstance(block, Block) and block.data is not None
        task = Task(slot.number, block.start, block.length, slot.is_sent, slot.given)
        self.slots.append(slot)
        self.link.send(msgspec.json.encode(task), block.data)

    def takes_too_long(self, seconds: float) -> bool:
        """Whether the line in hand took more than *seconds* of processor, or several times that by the clock."""
        now, before = time.monotonic(), self._clock
        self._clock = now
        seen = self.beat.read()
        if seen != self._seen or seen[1] == IDLE:
            self._seen = seen
            self._spent = 0.0
            self._processor_before = self._processor()
            return False
        self._spent += min(now - before, LONGEST_PAUSE)
        if self._spent >= CLOCK_TO_PROCESSOR * seconds:
            return True
        return self._spent >= seconds and self._processor() - self._processor_before >= seconds

    def kill(self) -> str:
        """Ends the process if it runs: how it ended, such as `SIGSEGV` or `exit 1`."""
        if self._process.poll() is None:
            # its pipe may be closed a moment before it is gone
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(0.05)
            self._process.kill()
        code = self._process.wait()
        if code >= 0:
            return f"exit {code}"
        with suppress(ValueError):
            return signal.Signals(-code).name
        return f"signal {-code}"

    def end(self) -> None:
        """Ends the process and lets go of everything."""
        self._process.kill()
        self._process.wait()
        self.link.close()

    def _processor(self) -> float:
        try:
            # the clock of another process, as clock_getcpuclockid(3) makes its number on Linux
            return time.clock_gettime(~self._process.pid << 3 | 2)
        except (OSError, AttributeError):
            return time.monotonic()


def _wide_pipe() -> tuple[int, int]:
    """A pipe that takes as much at once as anybody may have: the results of a block are megabytes."""
    ends = os.pipe()
    with suppress(OSError, AttributeError):
        fcntl.fcntl(ends[1], fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return ends


def _shared_memory() -> int:
    if hasattr(os, "memfd_create"):
        shared = os.memfd_create("materials-rules-beat", os.MFD_CLOEXEC)
    else:
        with tempfile.TemporaryFile() as file:
            shared = os.dup(file.fileno())
    os.ftruncate(shared, BEAT_BYTES)
    return shared


def _command(incoming: int, outgoing: int, beat: int) -> list[str]:
    """Our own interpreter and this very package, whatever the current folder holds."""
    root = str(Path(__file__).parents[2])
    begin = (
        "import sys; sys.path.insert(0, sys.argv[1]); from materials_rules.batch import worker; "
        "sys.exit(worker.main(*map(int, sys.argv[2:])))"
    )
    numbers = map(str, (incoming, outgoing, beat, os.getpid()))
    return [sys.executable, "-P", "-W", "ignore", "-c", begin, root, *numbers]
