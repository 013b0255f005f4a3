"""Names, numbers of identity and texts that belong to nobody, each well formed where the rules ask for a form.

    what limits a text, how many were taken  ->  text
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from materials_rules.ground.pattern import compile_pattern
from materials_rules.identifiers import identifiers
from materials_rules.witness.spelling import spellings

COMPANIES: Final = tuple(f"{stem}公司" for stem in "甲乙丙丁戊己庚辛壬癸")
_ON: Final = dt.date(2026, 3, 2)
_MOST: Final = 64  # texts that are tried before a form counts as one that nothing fits

_SHAPES: Final = {
    "credit_code": "91990000{:09d}?",
    "resident_id": "99000019000101{:03d}?",
    "organisation_code": "{:08d}?",
    "project_code": "2000-990000-01-01-{:06d}",
    "mobile_number": "130{:08d}",
    "landline": "0300-2{:06d}",
    "phone_number": "0300-2{:06d}",
    "postcode": "9{:05d}",
}
"""Numbers with a region that does not exist, or a serial of zeros; `?` stands for the character that checks the others."""

_CHECKING: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a text must be like: a word of the shelf of identifiers, a pattern, one of these."""

    check: str | None = None
    pattern: str | None = None
    one_of: tuple[str, ...] | None = None
    on: dt.date = _ON

    def allow(self, text: str) -> bool:
        """Whether *text* is like that."""
        if self.one_of is not None and text not in self.one_of:
            return False
        if self.check is not None and identifiers()[self.check].fault(text, self.on) is not None:
            return False
        return self.pattern is None or compile_pattern(self.pattern).fits(text)


def texts(limits: Limits) -> Iterator[str]:
    """Texts that are like that, all different, the plainest first; none where nothing was found."""
    if limits.one_of is not None:
        found: Iterator[str] = iter(limits.one_of)
    elif limits.check is not None:
        found = numbers(limits.check)
    elif limits.pattern is not None:
        found = spellings(limits.pattern)
    else:
        found = itertools.chain(COMPANIES, (f"甲{number}公司" for number in itertools.count(2)))
    for tried, text in enumerate(found):
        if limits.allow(text):
            yield text
        elif tried >= _MOST:
            return


def numbers(check: str) -> Iterator[str]:
    """Numbers of one kind that pass its check; of a kind without a shape here, none."""
    shape = _SHAPES.get(check)
    if shape is None:
        return
    for serial in range(1, 1000):
        for last in _CHECKING if "?" in shape else "?":
            text = shape.format(serial).replace("?", last)
            if identifiers()[check].fault(text, _ON) is None:
                yield text
                break
