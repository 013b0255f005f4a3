"""Blocks judged side by side by processes of our own, given back in the order in which they came.

    Blocks  ->  Blocks with what they came to, in order

A worker that hangs or dies costs one line: that line is given up, another worker begins and does the rest of its block. What a
worker dies of is tried once more first, as somebody else may have ended it; what only takes too long is not, since the
time that counts is what it spent on the processor. One that has grown too large ends of itself and costs nothing.
"""

from __future__ import annotations

import selectors
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Final

import msgspec

from materials_rules.batch.cutting import Block
from materials_rules.batch.inputs import Ended
from materials_rules.batch.lane import Lane
from materials_rules.batch.packing import packer
from materials_rules.batch.slot import Slot
from materials_rules.batch.work import Bench, Done, Given, Opening, Ready, Task, Worked, Workplace, too_long
from materials_rules.batch.worker import FULL
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.ground.errors import EngineFault, StorageFailed

TASKS_A_LANE: Final = 2  # the next one is at hand when one is done
DEATHS_A_LINE: Final = 2
DEATHS_IN_A_ROW: Final = 4
LONGEST_TICK: Final = 0.25
MADE_ROOM: Final = f"exit {FULL}"


Judged = tuple[Block | Ended, Worked | None] | None
"""What comes out: a block with what it came to, the end of an input, or None: time has passed."""


class Pool:
    """At most *workers* processes, each begun when there is something for it to do; no line may take more than *time_limit*
    seconds of processor, or four times as long by the clock."""

    def __init__(self, opening: Opening, workers: int, time_limit: float, rules: Ready) -> None:
        self._opening = opening
        self._workers = workers
        self._time_limit = time_limit
        self._rules = rules
        self._lanes: list[Lane] = []
        self._deaths = 0  # one after the other, with nothing done in between
        self._pack_rejects = packer(opening.rejects)
        self._tick = min(LONGEST_TICK, time_limit / 8)

    def judged(self, items: Iterable[Block | Ended | None], is_stopping: Callable[[], bool]) -> Iterator[Judged]:
        """What *items* come to, in order, until they end or *is_stopping* says so.

        Raises EngineFault (B-WORKER) where no worker can begin, StorageFailed (B-CHANGED) where they see another file.
        """
        source = iter(items)
        order: deque[Slot] = deque()
        to_do: deque[Slot] = deque()
        number = 0
        has_more = True
        while not is_stopping():
            while has_more and len(order) < TASKS_A_LANE * self._workers + 1:
                try:
                    item = next(source)
                except StopIteration:
                    has_more = False
                    break
                if item is None:
                    break
                slot = self._slot(number, item)
                order.append(slot)
                if not slot.is_done:
                    to_do.append(slot)
                number += 1
            self._hand_out(to_do)
            while order and order[0].is_done:
                slot = order.popleft()
                yield slot.item, slot.worked
            if not has_more and not order:
                return
            self._wait(to_do)
            yield None

    def close(self) -> None:
        """Ends all workers, whatever they are doing."""
        while self._lanes:
            self._lanes.pop().end()

    def _slot(self, number: int, item: Block | Ended) -> Slot:
        if isinstance(item, Ended):
            return Slot(number, item)
        if item.data is None:
            return Slot(number, item, worked=too_long(item.start, item.length, self._opening.is_numbered, self._pack_rejects))
        is_sent = self._opening.inputs[item.start.source] is None
        # what the worker reads itself need not be kept
        return Slot(number, item if is_sent else _without_bytes(item), is_sent)

    def _hand_out(self, to_do: deque[Slot]) -> None:
        while to_do:
            free = (one for one in self._lanes if len(one.slots) < TASKS_A_LANE)
            lane = min(free, key=lambda one: len(one.slots), default=None)
            if (lane is None or lane.slots) and len(self._lanes) < self._workers:
                lane = Lane(self._opening)
                self._lanes.append(lane)
            if lane is None:
                return
            lane.give(to_do.popleft())

    def _wait(self, to_do: deque[Slot]) -> None:
        """Lets messages come and go for as long as a tick, then looks after everybody."""
        with selectors.DefaultSelector() as waiting:
            for lane in self._lanes:
                waiting.register(lane.link.incoming, selectors.EVENT_READ)
                if lane.link.wants_to_send:
                    waiting.register(lane.link.outgoing, selectors.EVENT_WRITE)
            if any(lane.slots for lane in self._lanes):
                waiting.select(self._tick)
        for lane in tuple(self._lanes):
            lane.link.push()
            is_alive = lane.link.receive()
            self._take(lane)
            if not is_alive:
                self._bury(lane, to_do)
            elif lane.takes_too_long(self._time_limit):
                self._give_up(lane, to_do)

    def _take(self, lane: Lane) -> None:
        if not lane.is_ready:
            if (ready := lane.link.messages(1)) is None:
                return
            if msgspec.json.decode(ready[0], type=Ready) != self._rules:
                raise StorageFailed([Diagnostic("B-CHANGED", Place(self._opening.folder))])
            lane.is_ready = True
        while lane.slots and (answer := lane.link.messages(5)) is not None:
            done = msgspec.json.decode(answer[0], type=Done)
            slot = lane.slots.popleft()
            assert slot.number == done.number and isinstance(slot.item, Block)
            if done.counts.lines != slot.item.lines:
                path = self._opening.inputs[slot.item.start.source]
                raise StorageFailed([Diagnostic("B-CHANGED", Place(path[0] if path else ""))])
            slot.worked = Worked(done.counts, *answer[1:])
            self._deaths = 0

    def _give_up(self, lane: Lane, to_do: deque[Slot]) -> None:
        """Ends a worker whose line takes too long; that line is not tried again, unless it was done just now."""
        before = lane.beat.read()
        lane.kill()
        lane.link.receive()
        self._take(lane)
        if lane.slots and lane.beat.read() == before:
            seconds = f"{self._time_limit:g}"
            lane.slots[0].given.append(Given(before[1], "P-TIMEOUT", {"seconds": seconds}))
            self._deaths = 0
        self._replace(lane, to_do)

    def _bury(self, lane: Lane, to_do: deque[Slot]) -> None:
        """Takes note of what a worker died of."""
        ended = lane.kill()
        index = lane.beat.read()[1]
        if ended == MADE_ROOM and index < 0:
            self._replace(lane, to_do)
            return
        self._deaths += 1
        if lane.slots and index >= 0:
            slot = lane.slots[0]
            slot.deaths[index] = slot.deaths.get(index, 0) + 1
            if slot.deaths[index] >= DEATHS_A_LINE:
                slot.given.append(Given(index, "P-ENGINE", {"name": ended}))
                self._deaths = 0
        if self._deaths >= DEATHS_IN_A_ROW:
            raise EngineFault([Diagnostic("B-WORKER", Place(""), {"reason": ended})])
        self._replace(lane, to_do)

    def _replace(self, lane: Lane, to_do: deque[Slot]) -> None:
        self._lanes.remove(lane)
        to_do.extendleft(reversed(lane.slots))
        lane.end()
        self._hand_out(to_do)


class Inline:
    """The same in this very process: nothing is watched, so no line may hang. For libraries and small inputs."""

    def __init__(self, bench: Bench, opening: Opening) -> None:
        self._workplace = Workplace(bench, opening)
        self._is_numbered = opening.is_numbered
        self._pack_rejects = packer(opening.rejects)

    def judged(self, items: Iterable[Block | Ended | None], is_stopping: Callable[[], bool]) -> Iterator[Judged]:
        """What *items* come to, as `Pool.judged` gives it."""
        for number, item in enumerate(items):
            if is_stopping():
                return
            match item:
                case None:
                    yield None
                case Ended():
                    yield item, None
                case Block(data=None):
                    yield item, too_long(item.start, item.length, self._is_numbered, self._pack_rejects)
                case Block(data=bytes() as data):
                    yield item, self._workplace.work(Task(number, item.start, item.length, True), data, _nobody_looks)

    def close(self) -> None:
        """Nothing is open."""


def _without_bytes(block: Block) -> Block:
    """*block* without its bytes, which lie in a file."""
    return replace(block, data=b"")


def _nobody_looks(_: int) -> None:
    """No one watches the lines of this very process."""
