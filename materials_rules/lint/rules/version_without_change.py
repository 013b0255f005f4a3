"""错在哪：这个版本除了施行日期以外，与前一个版本完全相同。

为什么：没有变化的版本让人去找其实没有的区别；多半是复制以后忘了改。

怎么改：改上应当变化的内容；确实没有变化的，删去这个文件，前一个版本自然继续适用。

Wrong: apart from its first day this version is the same as the one before.

Why: a version without a change makes people look for a difference that is not there; mostly it was copied and never
changed.

Do: make the change that was meant, or delete the file: the version before it goes on.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion, WholeRuleset
from materials_rules.reading.source import Plain, plain

CODE: Final = "L-VERSION-WITHOUT-CHANGE"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "ruleset"
SAID: Final = Message(
    zh="这个版本与 {day} 的版本没有区别",
    en="this version does not differ from that of {day}",
    remedy_zh="请改上应当变化的内容，或者删去这个文件",
    remedy_en="make the change that was meant, or delete the file",
)

BAD: Final = """
# == items/permit/2024-01-01.yaml
item: permit # ← permit
"""
GOOD: Final = """
# == items/permit/2024-01-01.yaml
elements:
  promised_limit: {limit: 5 working days}
  procedure:
    - {step: 审查并决定, takes: 5 working days}
"""

_OF_TIME: Final = frozenset({"in_force_from", "in_force_to"})


def check(whole: WholeRuleset) -> Iterator[Found]:
    """Every version against the one before it, by what is written, comments and layout apart."""
    for earlier, later in pairwise(whole.versions):
        if earlier.version.item == later.version.item and _content(earlier) == _content(later):
            day = earlier.file.in_force_from.isoformat()
            yield Found(later.at(("item",)), {"day": day})


def _content(one: OneVersion) -> Plain:
    found = plain(one.source.root)
    return {key: value for key, value in found.items() if key not in _OF_TIME} if isinstance(found, dict) else found
