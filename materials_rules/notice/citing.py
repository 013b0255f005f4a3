"""Citations as a notice prints them: the act, its version, the number that the provision has on the day.

    rules.Basis, day  ->  notice Basis
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from materials_rules.notice.model import Basis
from materials_rules.rules import basis as written
from materials_rules.rules.law import Standing, standing
from materials_rules.rules.ruleset import Ruleset


def cited(ruleset: Ruleset, bases: Iterable[written.Basis], day: dt.date, written_for: dt.date | None = None) -> tuple[Basis, ...]:
    """*bases*, written for *written_for* (None: for the act as it is last), as they stand on *day*; each once."""
    found = []
    for basis in bases:
        law = ruleset.laws[basis.law]
        since = written_for or law.versions[-1].from_
        found.append(printed(standing(ruleset.laws, basis, since, max(day, since))))
    return tuple(dict.fromkeys(found))


def cited_standings(standings: Sequence[Standing]) -> tuple[Basis, ...]:
    """The citations in force among *standings*, each once."""
    return tuple(dict.fromkeys(printed(s) for s in standings if s.in_force))


def printed(found: Standing) -> Basis:
    """One citation in the numbering of its day."""
    parts = [*found.number.split("."), None, None, None] if found.number else [None, None, None]
    return Basis(
        law=found.basis.law,
        title=found.law.title,
        version=None if found.version is None else found.version.by,
        article=parts[0],
        paragraph=parts[1],
        point=parts[2],
        text=found.text(),
    )
