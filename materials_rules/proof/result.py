"""What came of a proof: one claim about one thing, how many situations were looked at, and a packet where it fails.

    claim, what it is about  ->  Result;  results of a version  ->  Proof
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.witness.written import Data

Claim = Literal["told_once", "lawful", "due", "agreeing", "matters"]

CLAIMS: Final[dict[Claim, tuple[str, str]]] = {
    "told_once": (
        "一次告知后不再增加新的要求，照办即可办结",
        "nothing new is asked after the notice, and whoever does what it says is done",
    ),
    "lawful": (
        "不要求提交由机关取得或者不得要求的材料",
        "nothing that is dropped, or that the office obtains, is ever asked of the applicant",
    ),
    "due": ("每项要求都可能需要、也可能不需要", "every requirement can be due and can be not due"),
    "agreeing": ("各项要求互不矛盾", "no two requirements contradict each other"),
    "matters": ("每个问题都影响告知书", "every question matters"),
}
"""What is claimed, in Chinese and English, in the order in which it is shown."""


BOUNDS: Final[dict[str, tuple[str, str]]] = {
    "members": ("没有区分还有问题未答的清单成员", "members of lists of whom something is not answered were not told apart"),
    "papers": (
        "没有区分还有问题未答的清单成员，也没有区分待核看的、未登记内容的材料",
        "neither members of whom something is not answered nor papers still to be looked at, or not read yet, were told apart",
    ),
    "values": (
        "没有区分还有问题未答的清单成员，待核看的、未登记内容的材料，也没有区分未载明的内容",
        "neither such members, nor papers still to be looked at or not read yet, nor what a paper bears none of, were told apart",
    ),
    "neighbours": (
        "每项要求只与它所取决于的材料一起走遍，是否属于本事项保持不变；清单成员、材料和内容区分到情形数目允许为止",
        "each requirement was searched with all that its verdict may rest on, not with what else it has to do with; scope was"
        " fixed, and members, papers and values were told apart as far as there was room",
    ),
    "diagrams": ("情形过多，只在判断图上证明", "too many situations; proved on the diagrams alone"),
}
"""What a search did not look at, in Chinese and English."""


@dataclass(frozen=True)
class Result:
    """One claim about one thing of an item. `witness` are one or two packets, named in the order in which they are to be read.

    `examined` counts situations (of a diagram, or packets that were judged), `steps` what was done after a notice. `bounded`
    says what was not looked at, where not everything was.
    """

    claim: Claim
    about: str
    examined: int
    steps: int = 0
    fault: Diagnostic | None = None
    witness: tuple[Data, ...] = ()
    bounded: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing was found against it."""
        return self.fault is None


@dataclass(frozen=True)
class Proof:
    """Everything that was proved of one version of an item."""

    item: str
    in_force_from: dt.date
    path: str
    results: tuple[Result, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether all claims hold."""
        return all(result.holds for result in self.results)

    def of(self, claim: Claim) -> tuple[Result, ...]:
        """The results of one claim."""
        return tuple(result for result in self.results if result.claim == claim)


def counted(results: Iterable[Result]) -> tuple[int, int, int]:
    """How many things were claimed, how many situations looked at, how many steps taken."""
    found = list(results)
    return len(found), sum(one.examined for one in found), sum(one.steps for one in found)
