"""Where the results of a batch go as they come, what is said of rejects meanwhile, and the signals that end it.

    bytes  ->  a pipe or a device;  rejects  ->  words for people;  signals  ->  a list that grows
"""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from materials_rules.commands._delivery import tell, write_failed
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import WrongUsage


def tell_rejects(records: bytes) -> None:
    """Says each rejected line to the person, where no file was named for them."""
    import msgspec

    from materials_rules.batch.records import Reject

    for record in records.splitlines():
        reject = msgspec.json.decode(record, type=Reject)
        where = f"{reject.source}:{reject.line}" if reject.source else f"{reject.line}"
        for why in reject.reasons:
            at = f"{where}#{why.at}" if why.at else where
            zh, en = "。".join(filter(None, (why.zh, why.remedy_zh))), "; ".join(filter(None, (why.en, why.remedy_en)))
            tell([f"{at}: 错误 {why.code}: {zh}。", f"    error: {en}."])


@contextmanager
def device(path: Path) -> Iterator[Callable[[bytes], None]]:
    """What writes to the pipe or device *path*."""
    def write(data: bytes) -> None:
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(opened, rest) :]
        except BrokenPipeError:
            raise
        except OSError as error:
            raise write_failed(str(path), error) from error

    try:
        # a plain open() of a pipe that nobody reads would hold us up for ever
        opened = os.open(path, os.O_WRONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise WrongUsage([Diagnostic("X-NO-READER", Place(str(path)))]) from error
        raise write_failed(str(path), error) from error
    try:
        os.set_blocking(opened, True)
        yield write
    finally:
        os.close(opened)


@contextmanager
def stopping() -> Iterator[list[int]]:
    """The signals that asked us to end, so far: the first is obeyed behind a checkpoint, another one at once."""
    asked: list[int] = []
    before: dict[int, Any] = {}

    def take_note(number: int, frame: FrameType | None) -> None:
        asked.append(number)
        if len(asked) > 1 and callable(before[number]):
            before[number](number, frame)

    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                before[number] = signal.signal(number, take_note)
    except ValueError:  # not the main thread: whoever runs the others takes care of signals
        yield asked
        return
    try:
        yield asked
    finally:
        for asked_for, handler in before.items():
            signal.signal(asked_for, handler)
