"""The register of acts: what a citation means on a day, down to the point.

    Basis, the day its author wrote for, the day of the question  ->  Standing

An act stays in force while one of its points goes and the next ones move up, so a citation that looks right may have come
to name something else. A citation is therefore read in the numbering of the day for which it was written, and carried
from version to version.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from materials_rules.rules.basis import Basis
from materials_rules.rules.place import Law, LawVersion

LEVELS: Final[tuple[str, ...]] = (
    "law",
    "regulation",
    "state_council_decision",
    "local_regulation",
    "rule",
    "normative",
    "nothing",
)
"""From high to low; `nothing` is the level of a material without a citation in force."""

_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a citation is on a day: in force under `number`, or not, since when and by whom."""

    basis: Basis
    law: Law
    in_force: bool
    number: str
    version: LawVersion | None
    ended_by: LawVersion | None = None

    @property
    def level(self) -> str:
        """The level of the act when the citation is in force, else `nothing`."""
        return self.law.level if self.in_force else "nothing"

    def text(self) -> str:
        """As a notice prints it: 《…》（…）第四条第一款第七项."""
        by = f"（{self.version.by}）" if self.version is not None else ""
        return f"《{self.law.title}》{by}{chinese_number(self.number)}"


class UnknownProvision(LookupError):
    """The citation names no provision of the act on the day its author wrote for: code and arguments for a diagnostic."""

    def __init__(self, code: str, **args: str) -> None:
        super().__init__(code)
        self.code = code
        self.args_: Mapping[str, str] = args


def standing(laws: Mapping[str, Law], basis: Basis, written_for: dt.date, day: dt.date) -> Standing:
    """What *basis*, written in the numbering in force on *written_for*, is on *day*.

    Raises UnknownProvision when the act is not in the register, was not yet or no longer in force on *written_for*, or
    has no such article, paragraph or point.
    """
    law = laws.get(basis.law)
    if law is None:
        raise UnknownProvision("R-LAW", law=basis.law)
    start = _version_on(law, written_for)
    if start is None:
        raise UnknownProvision("R-LAW-NOT-IN-FORCE", law=law.title, day=written_for.isoformat())
    if basis.article is not None and start.articles is not None and int(basis.article.split("-")[0]) > start.articles:
        raise UnknownProvision("R-NO-ARTICLE", law=law.title, article=basis.article, articles=str(start.articles))
    _check_division(law, start, basis)
    number = basis.number
    current = start
    for version in law.versions:
        if version.from_ <= start.from_:
            continue
        if version.from_ > day:
            break
        moved = _moved(number, version)
        if moved is None:
            return Standing(basis, law, False, number, current, version)
        number, current = moved, version
    if law.ended is not None and law.ended <= day:
        return Standing(basis, law, False, number, current)
    if day < start.from_ and (earlier := _version_on(law, day)) is None:
        return Standing(basis, law, False, number, earlier)
    return Standing(basis, law, True, number, current)


def _check_division(law: Law, version: LawVersion, basis: Basis) -> None:
    """Raises UnknownProvision where the register counts the paragraphs and points and *basis* names one beyond them."""
    if version.divisions is None or basis.article is None or basis.paragraph is None:
        return
    last = [number.split(".") for number in version.divisions.split()]
    own = [[int(part) for part in number[1:]] for number in last if number[0] == basis.article]
    paragraphs = max((number[0] for number in own), default=1)
    args = {"law": law.title, "article": basis.article, "paragraph": basis.paragraph}
    if int(basis.paragraph) > paragraphs:
        raise UnknownProvision("R-NO-PARAGRAPH", **args, paragraphs=str(paragraphs))
    if basis.point is not None:
        points = next((number[1] for number in own if number[0] == int(basis.paragraph) and len(number) > 1), 0)
        if int(basis.point.split("-")[0]) > points:
            raise UnknownProvision("R-NO-POINT", **args, point=basis.point, points=str(points))


def turning_days(law: Law) -> tuple[dt.date, ...]:
    """The days on which something of the act may have changed."""
    days = [version.from_ for version in law.versions]
    return tuple(days if law.ended is None else [*days, law.ended])


def chinese_number(number: str) -> str:
    """`4.1.7` -> 第四条第一款第七项; an empty number -> empty."""
    parts = number.split(".") if number else []
    words = []
    for part, unit in zip(parts, ("条", "款", "项"), strict=False):
        main, _, inserted = part.partition("-")
        words.append(f"第{_chinese(int(main))}{unit}" + (f"之{_chinese(int(inserted))}" if inserted else ""))
    return "".join(words)


def _version_on(law: Law, day: dt.date) -> LawVersion | None:
    in_force = [version for version in law.versions if version.from_ <= day]
    if not in_force or (law.ended is not None and law.ended <= day):
        return None
    return in_force[-1]


def _moved(number: str, version: LawVersion) -> str | None:
    """The number after *version* came into force; None when the provision went."""
    if any(number == gone or number.startswith(f"{gone}.") for gone in version.repealed):
        return None
    above = [old for old in version.renumbered if number == old or number.startswith(f"{old}.")]
    if not above:
        return number
    # a paragraph may move within an article that moves
    closest = max(above, key=len)
    return version.renumbered[closest] + number[len(closest) :]


def _chinese(number: int) -> str:
    """1 .. 9999 in Chinese: 10 -> 十, 110 -> 一百一十, 1001 -> 一千零一."""
    if number < 20 and number >= 10:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    words = ""
    gap = False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            words += ("零" if gap and words else "") + _DIGITS[digit] + unit
            gap = False
        elif words:
            gap = True
    return words
