"""What is known of the packets that were judged the whole way: their stencils, and the shares that new ones are joined of.

    Library, Version  ->  OfVersion;  Likeness  ->  Aside
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from materials_rules.library import Library, Look
from materials_rules.notice.deadlines import Promise
from materials_rules.notice.frame import regime_of
from materials_rules.packet.model import Packet
from materials_rules.plan.compile import Plan
from materials_rules.rules.item import Regime
from materials_rules.rules.version import SERIOUS_BAD_CREDIT
from materials_rules.stencil.answers import Answers, Checks
from materials_rules.stencil.grouping import Grouping
from materials_rules.stencil.likeness import Likeness, Likening
from materials_rules.stencil.parting import Parting, open_in
from materials_rules.stencil.share import Share, can_be_parted
from materials_rules.stencil.stencil import Joiner, Stencil
from materials_rules.stencil.timing import Times
from materials_rules.stencil.tokens import Token
from materials_rules.stencil.top import Top
from materials_rules.verdict.outcome import Outcome

T = TypeVar("T")

MOST_BASES: Final = 2_000
"""So many sets of open answers are known of one version; more, and all are forgotten."""

_COUNTED: Final = itertools.count()

ShareKey = tuple[int, Outcome | None, bool, int, tuple[Token, ...], tuple[Token, ...]]
"""The number of a base, the outcome where the gate decides it, whether anything is asked for, the number of a group, what the
group reads, its papers.
"""

@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    """A stencil, what decides its deadlines, and what is counted of its notices."""

    stencil: Stencil
    times: Times
    tally: T

    @property
    def held(self) -> int:
        """About how many bytes it takes, with the likeness that it is known by."""
        return self.stencil.held + 2_000


@dataclass(slots=True)
class Gate:
    """What answers decide that is no requirement's own: whether groups can be told apart, the promise; by outcome the tops and
    what decides the deadlines. `outcome` is that of all packets where the item is not the right one; `is_asked` says whether
    anything is asked for, which is not so either where only the way out is open.
    """

    is_whole: bool
    promise: Promise
    outcome: Outcome | None
    is_asked: bool
    tops: dict[Outcome, Top] = field(default_factory=dict)
    times: dict[Outcome, Times] = field(default_factory=dict)


@dataclass(slots=True)
class Aside:
    """What is known of packets that have in common what counts for everything in them.

    Who is at the window decides only whether what was found can be put right at once. So `shares` that find nothing are
    everybody's; of those that do, known here as None, there is one for whoever is `here`.
    """

    gates: dict[tuple[Token, ...], Gate] = field(default_factory=dict)
    shares: dict[ShareKey, Share | None] = field(default_factory=dict)
    here: dict[tuple[ShareKey, tuple[Token, ...]], Share] = field(default_factory=dict)
    before: Aside | None = None

    def gate(self, key: tuple[Token, ...]) -> Gate | None:
        """What is known of a gate."""
        gate = self.gates.get(key)
        if gate is None and self.before is not None and (gate := self.before.gates.get(key)) is not None:
            self.gates[key] = gate
        return gate

    def share(self, key: ShareKey, here: tuple[Token, ...], joiner: Joiner) -> Share | None:
        """What is known of one group; what was not used lately is taken over."""
        share = self._share(key, here)
        if share is None and self.before is not None and (share := self.before._share(key, here)) is not None:
            self.keep(key, here, joiner.take(share))
        return share

    def _share(self, key: ShareKey, here: tuple[Token, ...]) -> Share | None:
        return self.shares.get(key) or self.here.get((key, here))

    def keep(self, key: ShareKey, here: tuple[Token, ...], share: Share) -> None:
        """Keeps what a group adds."""
        if share.findings or share.is_depending:
            self.shares[key] = None
            self.here[key, here] = share
        else:
            self.shares[key] = share


@dataclass(slots=True)
class OfVersion(Generic[T]):
    """What is known of one version of an item; `bases` by the answers that are open, `groupings` by what is in which group, with
    their numbers, none of which is given twice.

    Stencils are `kept` by likeness, those that were not used lately `before`; the likenesses in `wrong` are never filled in.
    """

    plan: Plan
    likening: Likening
    parting: Parting
    answers: Answers
    regime: Regime
    whole: Grouping
    bases: dict[tuple[str, ...], tuple[int, Grouping]] = field(default_factory=dict)
    groupings: dict[tuple[int, ...], tuple[int, Grouping]] = field(default_factory=dict)
    asides: dict[tuple[Token, ...], Aside] = field(default_factory=dict)
    kept: dict[Likeness, Kept[T]] = field(default_factory=dict)
    before: dict[Likeness, Kept[T]] = field(default_factory=dict)
    wrong: set[Likeness] = field(default_factory=set)

    def forget(self) -> None:
        """Forgets all stencils and shares."""
        self.asides.clear()
        self.kept.clear()
        self.before.clear()

    def base(self, packet: Packet) -> tuple[int, Grouping]:
        """The groups for what *packet* leaves open, and their number."""
        open_names = open_in(packet, self.parting.read())
        found = self.bases.get(open_names)
        if found is None:
            if len(self.bases) >= MOST_BASES:
                self.bases.clear()
                self.groupings.clear()
            base = Grouping(self.plan, self.parting, open_names)
            found = self.groupings.get(base.mark) or (next(_COUNTED), base)
            self.bases[open_names] = self.groupings[base.mark] = found
        return found

    def gate_key(self, likeness: Likeness) -> tuple[Token, ...]:
        """What decides that is no requirement's own."""
        return tuple(map(likeness.tokens.get, self.parting.gate))


def of_version(library: Library, plan: Plan, of_place: frozenset[int], checks: Checks) -> OfVersion[T]:
    """Nothing known yet of the version of *plan*; *of_place* are the days that count for all items."""
    parting = Parting(plan)
    return OfVersion(
        plan,
        Likening(plan, library.criteria(plan.version), of_place),
        parting,
        Answers(plan.version, checks),
        regime_of(library.ruleset, plan.version.file.regime),
        Grouping(plan, parting, None),
    )


def gate_of(look: Look, promise: Promise, packet: Packet) -> Gate:
    """The gate of a *look*: whole where letters wait for one word of the office, answers are at odds, or the item is in doubt."""
    has_letters = bool(packet.commitments or packet.deferrals)
    is_waiting = has_letters and (packet.facts or {}).get(SERIOUS_BAD_CREDIT) is None
    outcome: Outcome | None = look.notice.outcome.value if look.examination.scope == "out" else None
    return Gate(is_waiting or not can_be_parted(look.examination), promise, outcome, look.examination.may_be_for_us)


def share_keys(number: int, base: Grouping, gate: Gate, likeness: Likeness, places: Sequence[Sequence[int]]) -> list[ShareKey]:
    """Under which the share of each group is known."""
    tokens, lines = likeness.tokens, likeness.lines
    return [
        (number, gate.outcome, gate.is_asked, group, base.reads[group].tokens(tokens), tuple([lines[i] for i in mine]))
        for group, mine in enumerate(places)
    ]


def places_of(base: Grouping, packet: Packet) -> list[list[int]]:
    """The places in *packet* of the papers of each group."""
    found: list[list[int]] = [[] for _ in range(base.groups)]
    for i, line in enumerate(packet.materials):
        found[base.of_paper(line.material)].append(i)
    return found
