"""Jobs for the engine: the least, random ones, and what any derives by hand."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from typing import Final

from materials_rules.plan.engine import Comparison, Job, Rule

IS_ONE: Final = Job(1, ((Rule(0, ((("f", 0, "==", 1),),)),),))
"""One claim, of one variable."""

ANSWER: Final = [frozenset(), frozenset({0})]
"""What it derives where the variable is none and one."""


def derived(job: Job, situations: Sequence[tuple[int, ...]]) -> list[frozenset[int]]:
    """The same by hand."""
    out = []
    for cells in situations:
        known: dict[int, int] = {}
        for level in job.levels:
            before = dict(known)
            for rule in level:
                known[rule.claim] = int(any(all(_holds(part, cells, before) for part in c) for c in rule.any_of))
        out.append(frozenset(claim for claim, truth in known.items() if truth))
    return out


def _holds(part: Comparison, cells: Sequence[int], known: dict[int, int]) -> bool:
    kind, number, operator, constant = part
    value = cells[number] if kind == "f" else known[number]
    return {"==": value == constant, "$neq": value != constant, "$lt": value < constant, "$gte": value >= constant}[operator]


def random_job(rng: random.Random) -> tuple[Job, list[tuple[int, ...]]]:
    """A job of up to five variables and three levels, and every situation of it."""
    sizes = [rng.randint(1, 4) for _ in range(rng.randint(0, 5))]
    below: list[int] = []
    levels = []
    for _ in range(rng.randint(1, 3)):
        level: list[Rule] = []
        for _ in range(rng.randint(1, 4)):
            literals: list[Comparison] = [
                ("f", v, op, rng.randrange(4)) for v in range(len(sizes)) for op in ("==", "$neq", "$lt", "$gte")
            ]
            literals += [("d", claim, "==", truth) for claim in below for truth in (0, 1)]
            conjunctions = {tuple(rng.sample(literals, rng.randint(0, min(3, len(literals))))) for _ in range(rng.randint(0, 4))}
            level.append(Rule(len(below) + len(level), tuple(sorted(conjunctions))))
        below += [rule.claim for rule in level]
        levels.append(tuple(level))
    situations = list(itertools.product(*map(range, sizes)))
    return Job(len(sizes), tuple(levels)), situations
