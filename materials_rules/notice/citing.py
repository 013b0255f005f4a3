"""Citations as a notice prints them: the act, its version, the number that the provision has on the day.

    rules.Basis, day  ->  notice Basis

A citation that is not in force on the day is not printed: who reads the paper must be able to look it up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from materials_rules.notice.model import Basis
from materials_rules.rules import basis as written
from materials_rules.rules.law import Standing, standing
from materials_rules.rules.place import Law, LawVersion
from materials_rules.rules.ruleset import Ruleset


def cited(
    ruleset: Ruleset, bases: Iterable[written.Basis], day: dt.date, written_for: dt.date | None = None
) -> tuple[Basis, ...]:
    """*bases*, written for *written_for* (None: for the act as it is last), as they stand on *day*; each once.

    What is not in force on *day* is left out.
    """
    found = []
    for basis in bases:
        since = written_for or ruleset.laws[basis.law].versions[-1].from_
        found.append(standing(ruleset.laws, basis, since, max(day, since)))
    return cited_standings(found, day)


def cited_standings(standings: Iterable[Standing], day: dt.date) -> tuple[Basis, ...]:
    """The citations in force on *day* among *standings*, each once."""
    on_day = (_carried_back(found, day) for found in standings)
    return tuple(dict.fromkeys(printed(found) for found in on_day if found.in_force))


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


def _carried_back(found: Standing, day: dt.date) -> Standing:
    """*found* in the version and the numbering of *day*, where that lies before the version for which it was written."""
    version = _on(found.law, day)
    if version is None or found.version is None:
        return replace(found, in_force=False)
    if version.from_ >= found.version.from_:
        return found
    number = found.number
    for later in reversed(found.law.versions):
        if version.from_ < later.from_ <= found.version.from_:
            number = _before(number, later)
    return replace(found, number=number, version=version)


def _on(law: Law, day: dt.date) -> LawVersion | None:
    """The version of *law* in force on *day*."""
    return next((version for version in reversed(law.versions) if version.from_ <= day), None)


def _before(number: str, version: LawVersion) -> str:
    """The number that a provision had before *version* came into force."""
    for old, new in version.renumbered.items():
        if number == new or number.startswith(f"{new}."):
            return old + number[len(new) :]
    return number
