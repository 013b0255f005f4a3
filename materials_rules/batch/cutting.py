"""Lines of an input in blocks, cut where only the bytes decide, so that whoever begins again behind a block cuts alike.

    pieces of bytes as they come  ->  Blocks of whole lines, a line that is too long as a block without its bytes

Only 0x0A ends a line. Nothing is ever held but the block in hand: a line of two gigabytes is counted, not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from materials_rules.reading.jsontext import MOST_BYTES

SIZE: Final = 1 << 18
"""How large a block is (bytes), up to the end of the line in which it gets there; its results take about eight times as much."""
LINES: Final = 1_000
"""How many lines a block has at most: the shortest of them come to records of hundreds of bytes."""
BOM: Final = b"\xef\xbb\xbf"


class Total(Protocol):
    """A digest that grows."""

    def update(self, data: bytes, /) -> None:
        """Takes in more bytes."""

    def hexdigest(self) -> str:
        """What it comes to so far."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place between two lines: which input (from 0), how many bytes of its content and which line (from 1) come next."""

    source: int = 0
    offset: int = 0
    line: int = 1


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand one after the other, from *start* on: *length* bytes, *lines* lines.

    `data` are the bytes; None for one line that is too long to be a packet. `until` is the SHA-256 of the input's content up to
    the end of this block; `read` is how much of the file was read by then, which only a progress bar wants to know.
    """

    start: Mark
    length: int
    lines: int
    data: bytes | None
    until: str
    read: int = 0

    @property
    def end(self) -> Mark:
        """Where the next block begins, unless this was the last of its input."""
        return Mark(self.start.source, self.start.offset + self.length, self.start.line + self.lines)


class Cutter:
    """Cuts one input whose bytes from *start* on come as pieces; *total* has seen the bytes before, and sees all others.

    A block ends with the first line that ends at or behind *size* bytes, or with its line number *lines*. A line of more than
    *most* bytes and one (a CR) is a block of its own without its bytes. *size* is at most *most*.
    """

    def __init__(
        self,
        start: Mark,
        total: Total,
        size: int = SIZE,
        most: int = MOST_BYTES,
        lines: int = LINES,
        read: Callable[[], int] = int,
    ) -> None:
        self._start = start
        self._total = total
        self._size = size
        self._lines = lines
        self._read = read
        self._longest = most + 1
        self._held = b""
        self._skipped = 0  # bytes of a line that is too long, so far

    def blocks(self, pieces: Iterable[bytes]) -> Iterator[Block | None]:
        """The blocks of *pieces*; None for a piece that is empty: nothing yet."""
        for piece in pieces:
            if not piece:
                yield None
                continue
            self._held += piece
            yield from self._cut()
        if self._skipped:
            yield self._long_line(len(self._held))
        elif self._held:
            yield self._taken(len(self._held))

    def _cut(self) -> Iterator[Block]:
        while self._held:
            if self._skipped:
                if not (end := self._held.find(b"\n") + 1):
                    self._skip()
                    return
                yield self._long_line(end)
                continue
            held = self._held
            end = held.find(b"\n", self._size - 1) + 1 if len(held) >= self._size else 0
            line_end = end - 1 if end else len(held)
            # the line that gets there: it alone may be too long, as those before it end within the block
            head = held.rfind(b"\n", 0, line_end) + 1
            is_too_long = line_end - head > self._longest
            if held.count(b"\n", 0, end or len(held)) >= self._lines and (
                (enough := _behind(held, self._lines)) <= head or not is_too_long
            ):
                yield self._taken(enough)
                continue
            if not is_too_long:
                if not end:
                    return
                yield self._taken(end)
                continue
            if head:
                yield self._taken(head)
            if not end:
                self._skip()
                return
            yield self._long_line(end - head)

    def _skip(self) -> None:
        self._total.update(self._held)
        self._skipped += len(self._held)
        self._held = b""

    def _long_line(self, end: int) -> Block:
        self._total.update(self._held[:end])
        return self._passed(end, Block(self._start, self._skipped + end, 1, None, self._total.hexdigest(), self._read()))

    def _taken(self, end: int) -> Block:
        data = self._held[:end]
        self._total.update(data)
        lines = data.count(b"\n") + (not data.endswith(b"\n"))
        return self._passed(end, Block(self._start, len(data), lines, data, self._total.hexdigest(), self._read()))

    def _passed(self, end: int, block: Block) -> Block:
        self._held = self._held[end:]
        self._skipped = 0
        self._start = block.end
        return block


def lines_of(data: bytes, start: Mark) -> Iterator[tuple[int, int, bytes]]:
    """Offset, length with its line end, and content of every line of *data*, a block that begins at *start*.

    A last line may have no end. Of the content a CR at its end is dropped, and a byte order mark at the beginning of an input.
    """
    offset = start.offset
    *lines, rest = data.split(b"\n")
    if rest:
        lines.append(rest)
    for line in lines:
        length = min(len(line) + 1, start.offset + len(data) - offset)
        content = line.removesuffix(b"\r")
        yield offset, length, content.removeprefix(BOM) if not offset else content
        offset += length


def is_blank(content: bytes) -> bool:
    """Whether a line holds nothing but what JSON calls white space."""
    return not content.strip(b" \t\r")


def _behind(data: bytes, lines: int) -> int:
    """Where so many lines of *data* have ended."""
    end = 0
    for _ in range(lines):
        end = data.index(b"\n", end) + 1
    return end
