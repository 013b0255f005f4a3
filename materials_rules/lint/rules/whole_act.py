"""错在哪：材料、收费、法定期限、不适用情形的依据，或者事项的设定依据，只引了整部法，没有写第几条。

为什么：告知书在每一份材料下面印出要求它的条款；只印法的名字，申请人无从核对，条款以后废止了程序也看不出来。优化营商环
境条例第三十五条要求的是有法律、法规、规章依据，不是有一部法。

怎么改：写明 `article`（条），能到款、项的写到款、项；条文还没有读到的，写 `source: assumption`（`来源: 假定`）。

Wrong: the basis of a material, of the fee, of the statutory time limit or of a line of `not_for`, or that of the item itself, is a
whole act, without an article.

Why: under each material the notice prints the provision that asks for it. A title alone cannot be checked by the
applicant, and when the provision is repealed nothing is noticed; art. 35 of 优化营商环境条例 wants a provision, not an act.

Do: write the `article`, and paragraph and point where there are; where the text has not been read, say `source:
assumption`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.reading.source import Path
from materials_rules.rules.basis import Basis
from materials_rules.rules.version import Asked

CODE: Final = "L-WHOLE-ACT"
FAMILY: Final = "legality"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="“{name}”的依据《{act_zh}》没有写第几条",
    en="the basis of “{name}” names {act_en} without an article",
    remedy_zh="请写明 `article`（条）；条文还没有读到的，写 `source: assumption`（`来源: 假定`）",
    remedy_en="write the `article`; where the text has not been read, say `source: assumption`",
)

BAD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: construction-law} # ← {law
"""
GOOD: Final = """
elements:
  materials:
    site-plan:
      name: 店招位置图
      kind: drawing
      basis:
        - {law: construction-law, article: "8", paragraph: "1"}
"""


_RESTING: Final = {"fee": "收费", "statutory_limit": "法定期限"}
"""Elements that rest on a basis of their own, as a message calls them."""


def check(one: OneVersion) -> Iterator[Found]:
    """Every citation of a material that is asked for, of what sets the item up, and of a charge, a time limit, a refusal."""
    for path, bases in one.cases("legal_basis"):
        yield from _whole(one, path, bases, "设定依据")
    for element, name in _RESTING.items():
        for path, value in one.cases(element):
            yield from _whole(one, (*path, "basis"), value.basis, name)
    for i, line in enumerate(one.file.not_for):
        yield from _whole(one, ("not_for", i, "basis"), line.basis, f"不适用情形第{i + 1}条")
    for asked in one.own:
        for path, bases in _bases(asked):
            yield from _whole(one, (*path, "basis"), bases, asked.requirement.called())


def _whole(one: OneVersion, path: Path, bases: Sequence[Basis], name: str) -> Iterator[Found]:
    """The citations of no article among *bases*, which stand at *path*."""
    for i, basis in enumerate(bases):
        if basis.article is None and basis.source is None:
            title = one.ruleset.laws[basis.law].title
            yield Found(one.at((*path, i)), {"name": name, "act_zh": title, "act_en": title})


def _bases(asked: Asked) -> Iterator[tuple[Path, list[Basis]]]:
    """The citations of a requirement and those of its arms, each with the path above them."""
    yield asked.at, asked.requirement.basis
    for slot in asked.slots:
        if slot.at != asked.at and not slot.arm.over_asked:
            yield slot.at, slot.arm.basis
