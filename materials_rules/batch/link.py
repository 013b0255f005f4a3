"""Messages between two processes over a pair of pipes: each whole or not at all, and the parent never waits for either end.

    bytes  ->  eight bytes of length, the bytes  ->  bytes
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

_HEAD: Final = 8
_PIECE: Final = 1 << 20


class Link:
    """The parent's end: what is sent goes out as the other reads, what comes is put together as it arrives."""

    def __init__(self, incoming: int, outgoing: int) -> None:
        self.incoming = incoming
        self.outgoing = outgoing
        os.set_blocking(incoming, False)
        os.set_blocking(outgoing, False)
        self._arrived = bytearray()
        self._to_send = memoryview(b"")

    @property
    def wants_to_send(self) -> bool:
        """Whether something waits for the other end to read."""
        return bool(self._to_send)

    def send(self, *messages: bytes) -> None:
        """Sends *messages* in this order, as far as they go by now."""
        framed = (part for message in messages for part in (len(message).to_bytes(_HEAD, "big"), message))
        self._to_send = memoryview(b"".join((self._to_send, *framed)))
        self.push()

    def push(self) -> None:
        """Sends more of what waits. An end that is gone takes nothing; that shows when one reads from it."""
        with suppress(BlockingIOError, BrokenPipeError):
            while self._to_send:
                self._to_send = self._to_send[os.write(self.outgoing, self._to_send) :]

    def receive(self) -> bool:
        """Takes what has arrived; whether the other end may send more."""
        try:
            while piece := os.read(self.incoming, _PIECE):
                self._arrived += piece
        except BlockingIOError:
            return True
        return False

    def messages(self, number: int) -> list[bytes] | None:
        """The next *number* messages together, or None while one of them is not whole."""
        found = []
        at = 0
        for _ in range(number):
            end = at + _HEAD
            end += int.from_bytes(self._arrived[at:end], "big") if end <= len(self._arrived) else 0
            if end > len(self._arrived) or end < at + _HEAD:
                return None
            found.append(bytes(memoryview(self._arrived)[at + _HEAD : end]))
            at = end
        del self._arrived[:at]
        return found

    def close(self) -> None:
        """Lets go of both pipes."""
        os.close(self.incoming)
        os.close(self.outgoing)


def write_messages(descriptor: int, *messages: bytes) -> None:
    """Writes *messages*, waiting as long as it takes. The worker's end."""
    for message in messages:
        _write(descriptor, memoryview(len(message).to_bytes(_HEAD, "big")))
        _write(descriptor, memoryview(message))


def read_messages(descriptor: int) -> Iterator[bytes]:
    """The messages as they come, until the other end is gone. The worker's end."""
    while len(head := _read(descriptor, _HEAD)) == _HEAD:
        length = int.from_bytes(head, "big")
        message = _read(descriptor, length)
        if len(message) < length:
            return
        yield message


def _write(descriptor: int, rest: memoryview) -> None:
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _read(descriptor: int, length: int) -> bytes:
    pieces = []
    while length and (piece := os.read(descriptor, min(length, _PIECE))):
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
