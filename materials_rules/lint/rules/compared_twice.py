"""错在哪：一致性核对（`consistency`）里的这一条，别的几条已经说了：同样的内容颠倒次序又写一遍，或者甲等于乙、乙等于丙之后再写甲等于丙。

为什么：两处不一致时，同一件事会在告知书里说两遍，两遍的话还可能不同；以后只改一处，就前后矛盾。次序不算区别。

怎么改：删去重复的一条；要比对的内容多的，写进一条的 `same`（应当一致）里。中间的材料不一定会交的，不算重复，不会提示。

Wrong: the other lines of `consistency` say this line already: the same things in another order, or a third comparison after
a = b and b = c.

Why: one difference would be told twice, maybe in different words, and one day only one of the lines will be changed. The order
makes no difference.

Do: delete the line; several things that must agree stand in one `same`. Where the paper between need not be there, it is no
repetition and nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from materials_rules.condition.tree import Kind, Variable
from materials_rules.ground.catalogue import Message
from materials_rules.ground.diagnostic import Severity
from materials_rules.lint.subject import Found, OneVersion
from materials_rules.plan.formula import canonical, name_of
from materials_rules.rules.version import Line

CODE: Final = "L-COMPARED-TWICE"
FAMILY: Final = "logic"
SEVERITY: Final = Severity.WARNING
PER: Final = "version"
SAID: Final = Message(
    zh="一致性核对 `{name}` 重复：{others} 已经这样核对",
    en="the line `{name}` is a repetition: {others} compare the same",
    remedy_zh="请删去重复的一条，或者合并进一条的 `same`（应当一致）",
    remedy_en="delete it, or put what must agree into one `same`",
)

BAD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      reads:
        name: {name: 申请人姓名}
    agreement:
      name: 场地使用协议
      kind: contract
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      reads:
        tenant: {name: 使用人}
consistency:
  - {name: 使用人, same: [application-form.name, agreement.tenant]}
  - {name: 使用人再核, same: [agreement.tenant, application-form.name]} # ← agreement
"""
GOOD: Final = """
elements:
  materials:
    application-form:
      name: 店招设置申请书
      kind: form
      basis:
        - {law: administrative-licensing-law, article: "29", paragraph: "1"}
      reads:
        name: {name: 申请人姓名}
        address: {name: 店址}
    agreement:
      name: 场地使用协议
      kind: contract
      basis:
        - {law: administrative-licensing-law, article: "31", paragraph: "1"}
      reads:
        tenant: {name: 使用人}
        site: {name: 场地}
consistency:
  - {name: 使用人, same: [application-form.name, agreement.tenant]}
  - {name: 场地, same: [agreement.site, application-form.address]}
"""


def check(one: OneVersion) -> Iterator[Found]:
    """Every line that the others make needless, from the last to the first."""
    left = dict(enumerate(one.version.consistency))
    for number in reversed(range(len(left))):
        line = left[number]
        others = [other for i, other in left.items() if i != number and _holds_whenever(other, line)]
        used = _connecting(one, line, others)
        if used:
            del left[number]
            names = " ".join(f"`{other.name}`" for other in used)
            yield Found(one.at(("consistency", number, "same", 0)), {"name": line.name, "others": names})


def _holds_whenever(other: Line, line: Line) -> bool:
    """Whether *other* is compared in every situation in which *line* is: without a condition, or with the same one."""
    return other.when is None or (line.when is not None and canonical(other.when) == canonical(line.when))


def _connecting(one: OneVersion, line: Line, others: Sequence[Line]) -> list[Line]:
    """The lines that make all things of *line* agree already; none where they do not."""
    own = {name_of(variable) for variable in line.same}
    groups = {name: {name} for name in own}
    used = []
    for other in others:
        there = [name_of(variable) for variable in other.same if name_of(variable) in own or _is_always_there(one, variable)]
        if len(there) > 1:
            used.append(other)
        joined = set().union(*(groups.get(name, {name}) for name in there))
        groups.update(dict.fromkeys(joined, joined))
    needed = groups[next(iter(own))]
    return [other for other in used if needed & {name_of(v) for v in other.same}] if own <= needed and used else []


def _is_always_there(one: OneVersion, variable: Variable) -> bool:
    """Whether something between two others is there whenever they are: an answer always, a paper when it is always asked for."""
    if variable.kind is not Kind.SLOT_FIELD:
        return variable.name not in one.version.given
    slot = one.version.slots[variable.owner]
    asked = one.version.asked[slot.requirement]
    return not asked.due and slot.when is None and len(asked.slots) == 1 and asked.list is None
