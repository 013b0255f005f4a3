"""What is wrong with packets, and how often; what makes a line no packet at all.

    kind=weight, …  ->  Rates
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

WEIGHTS: Final[Mapping[str, float]] = {
    "missing": 36.0,
    "unsigned": 14.0,
    "copies": 14.0,
    "stale": 8.0,
    "not_shown": 6.0,
    "wrong_field": 8.0,
    "contradiction": 3.0,
    "demand": 9.0,
    "not_recorded": 1.0,
    "unreadable": 1.0,
}
"""Of a hundred faults, so many are of each kind. Assumed; no office publishes such numbers by packet.

missing        a paper is not there; where a letter may stand for it, one packet in three brings the letter
unsigned       nobody signed or sealed
copies         one copy or original too few
stale          issued too long ago, or expired
not_shown      the original was not shown
wrong_field    a field says something else than the application
contradiction  answers that cannot both be true
demand         somebody asked the applicant for a paper that may not be asked for
not_recorded   the clerk did not record what the form asks for: a person must look
unreadable     a paper that cannot be read
"""

OF_A_LINE: Final = ("unsigned", "copies", "stale", "not_shown", "wrong_field", "not_recorded", "unreadable")
"""The kinds that change one line of `materials`."""

SECOND: Final = 0.35
"""How often a packet with a fault has one more, and so on."""


@dataclass(frozen=True, slots=True)
class Rates:
    """How often what is drawn: shares between 0 and 1.

    `faults` of packets have at least one fault; `unanswered` of answers are left out; `bad` of lines are no packets; `odd` of
    lines are good packets that only the exact reader takes (an unknown key, an escaped quote); `strange` of packets are for
    an item that nobody knows.
    """

    faults: float = 0.45
    unanswered: float = 0.02
    bad: float = 0.0
    odd: float = 0.0
    strange: float = 0.002
    weights: Mapping[str, float] = field(default_factory=lambda: dict(WEIGHTS))

    def shares(self) -> Sequence[tuple[str, float]]:
        """The kinds with the share of all up to and with each."""
        total = sum(self.weights.values())
        found, sum_ = [], 0.0
        for kind, weight in self.weights.items():
            sum_ += weight
            found.append((kind, sum_ / total))
        return found


def weights(words: Sequence[str]) -> dict[str, float]:
    """`missing=0`, `stale=20`: the weights with these changed. Raises ValueError with the word that is none."""
    found = dict(WEIGHTS)
    for word in words:
        kind, _, weight = word.partition("=")
        if kind not in found:
            raise ValueError(word)
        try:
            found[kind] = float(weight)
        except ValueError:
            raise ValueError(word) from None
        if found[kind] < 0:
            raise ValueError(word)
    if not sum(found.values()):
        raise ValueError(" ".join(words))
    return found
