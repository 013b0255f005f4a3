"""What of the rules cases should reach: every requirement due and not, every arm and class, both sides of every condition.

    Plan, Sentences  ->  Branch, Branch, …

Counted are: the version; each requirement due and not due; each arm asked for, each promise that may stand for one, each class
that takes a material away; of every condition each atom both ways (each word of a list for itself), and the whole both ways
where it joins parts; of every number or day that a condition compares with, and of every number that a count of members is
compared with, the value itself, the one below, the one above; each line of consistency alike and different; each `never` met;
each line of `not_for` deciding. Materials that are only listed because others ask for them (`over_asked`) are no rules to reach.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, Literal

from materials_rules.cases.sentences import Atom, Sentence, Within, atoms, is_compound
from materials_rules.condition.tree import (
    Against,
    Among,
    Counting,
    Date,
    Kind,
    Number,
    Scaled,
    Variable,
)
from materials_rules.ground.diagnostic import Place
from materials_rules.plan.classing import Stretch
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import AllOf, AnyOf, Claim, Formula, Not, OnDays, Said, canonical, name_of
from materials_rules.rules.version import Asked, Line, Slot

Sort = Literal["version", "requirement", "arm", "class", "condition", "threshold", "consistency", "never", "not_for"]
SORTS: Final[dict[Sort, tuple[str, str]]] = {
    "version": ("版本", "version"),
    "requirement": ("要求", "requirements"),
    "arm": ("任选与承诺", "arms"),
    "class": ("类别", "classes"),
    "condition": ("条件", "conditions"),
    "threshold": ("界值", "thresholds"),
    "consistency": ("一致性", "consistency"),
    "never": ("不可能情形", "never"),
    "not_for": ("不适用情形", "not_for"),
}
"""Every sort of branch with what a report calls it."""

Sees = Literal["formula", "commitments", "deferrals", "same", "differs"]
"""What shows that a branch is reached: its formula alone, a letter besides, or a line of consistency that was compared."""


@dataclass(frozen=True)
class Branch:
    """One thing to reach: a packet does where *goal* holds of it (or of a member of *list*), judged *within*."""

    id: str
    sort: Sort
    place: Place
    zh: str
    en: str
    goal: Formula
    within: Within = "scope"
    list: str | None = None
    sees: Sees = "formula"
    of: str = ""


def branches(plan: Plan, sentences: Sequence[Sentence]) -> tuple[Branch, ...]:
    """Every branch of a version, in the order of its file; no two with one id."""
    found: dict[str, Branch] = {}
    for branch in itertools.chain(
        _version(plan), _requirements(plan), _conditions(sentences), _lines(plan), _never(plan), _not_for(plan)
    ):
        found.setdefault(branch.id, branch)
    return tuple(found.values())


def _version(plan: Plan) -> Iterator[Branch]:
    day = plan.version.file.in_force_from.isoformat()
    place = Place(plan.version.path, 1, 1)
    yield Branch("version", "version", place, f"{day} 起施行的版本", f"the version in force from {day}", AllOf(()), "anywhere")


def _requirements(plan: Plan) -> Iterator[Branch]:
    for asked in plan.version.asked.values():
        if all(slot.arm.over_asked for slot in asked.slots):
            continue
        whens = [AllOf(()) if slot.when is None else Said(slot.when) for slot in asked.slots]
        due: Formula = AllOf((*map(Said, asked.due), AnyOf(tuple(whens))))
        id_, name, place = f"requirement/{asked.id}", asked.requirement.called(), asked.place
        (zh, en), (no_zh, no_en) = _called_due(plan, asked)
        yield Branch(f"{id_}/due", "requirement", place, zh, en, due, list=asked.list)
        yield Branch(f"{id_}/not", "requirement", place, no_zh, no_en, Not(due), list=asked.list)
        for letter, about in (("commitments", asked.requirement.commitment), ("deferrals", asked.requirement.deferrable)):
            if about is not None:
                zh = f"《{name}》" + ("以告知承诺代替" if letter == "commitments" else "容缺后补")
                en = f"a promise stands for `{asked.id}`" if letter == "commitments" else f"`{asked.id}` is deferred"
                sees: Sees = "commitments" if letter == "commitments" else "deferrals"
                yield Branch(f"{id_}/{letter}", "arm", place, zh, en, due, list=asked.list, sees=sees, of=asked.id)
        for slot in asked.slots:
            yield from _slot(plan, asked, slot)


def _called_due(plan: Plan, asked: Asked) -> tuple[tuple[str, str], tuple[str, str]]:
    """How a report says that a requirement is due, and that it is not; of papers that nobody may ask for it says so."""
    name, claims = asked.requirement.called(), plan.base.claims

    def some(word: str) -> bool:
        return any(f"{word}/{slot.id}" in claims for slot in asked.slots)

    if some("ask") or some("show"):
        return (f"《{name}》应当提交", f"`{asked.id}` is due"), (f"《{name}》不必提交", f"`{asked.id}` is not due")
    no = f"不涉及《{name}》", f"`{asked.id}` has no part in it"
    if some("obtain"):
        return (f"涉及《{name}》，由机关自行取得，不要求提交", f"`{asked.id}` has a part in it, and the office obtains it"), no
    return (f"涉及《{name}》，不得要求提交", f"`{asked.id}` has a part in it, and nobody may ask for it"), no


def _slot(plan: Plan, asked: Asked, slot: Slot) -> Iterator[Branch]:
    on = tuple(Said(condition) for condition in (*asked.due, *(() if slot.when is None else (slot.when,))))
    claim = f"ask/{slot.id}"
    if claim in plan.base.claims and len(asked.slots) > 1:
        zh, en = f"要求其中的《{slot.arm.name}》", f"`{slot.id}` of `{asked.id}` is asked for"
        yield Branch(f"arm/{slot.id}", "arm", slot.place, zh, en, Claim(claim), list=asked.list)
    if f"later/{asked.id}" in plan.base.claims and slot is asked.slots[0]:
        zh, en = f"《{asked.requirement.called()}》以后提交", f"`{asked.id}` comes later"
        yield Branch(f"arm/{asked.id}/later", "arm", asked.place, zh, en, Claim(f"later/{asked.id}"), list=asked.list)
    days: dict[str, list[Stretch]] = {}
    for stretch in plan.by_day[slot.id]:
        decisive = stretch.decisive()
        if decisive is not None:
            days.setdefault(decisive.class_id, []).append(stretch)
        if stretch.of("C5_COVERED") and f"covered/{asked.id}" in plan.base.claims:
            days.setdefault("C5_COVERED", []).append(stretch)
    for class_id, those in days.items():
        goal: Formula = AllOf((*on, OnDays(tuple((stretch.first, stretch.last) for stretch in those))))
        if class_id == "C5_COVERED":
            goal = AllOf((goal, Claim(f"covered/{asked.id}")))
        zh, en = f"《{slot.arm.name}》属于 {class_id}", f"`{slot.id}` falls in {class_id}"
        yield Branch(f"class/{slot.id}/{class_id}", "class", slot.place, zh, en, goal, list=asked.list)


def _conditions(sentences: Sequence[Sentence]) -> Iterator[Branch]:
    numbers: set[tuple[str, object]] = set()
    for sentence in sentences:
        seen: dict[str, int] = {}
        for atom, listed in atoms(sentence):
            name = canonical(atom)
            seen[name] = seen.get(name, 0) + 1
            id_ = f"{sentence.id}/{name}" + (f"/{seen[name]}" if seen[name] > 1 else "")
            yield from _sides(sentence, atom, listed, id_)
            for variable, constant in _compared(atom):
                if (name_of(variable), constant) not in numbers:
                    numbers.add((name_of(variable), constant))
                    yield from _around(sentence, atom, listed, variable, constant)
            if isinstance(atom, Counting) and (about := _counted(atom), atom.number) not in numbers:
                numbers.add((about, atom.number))
                yield from _around_count(sentence, atom)
        if is_compound(sentence.condition):
            place, text = sentence.place(sentence.condition.at), sentence.whole
            goal: Formula = Said(sentence.condition)
            for is_true in (True, False):
                zh, en = f"整个条件 `{text}` {'成立' if is_true else '不成立'}", f"the whole of `{text}` is {_word(is_true)}"
                yield Branch(
                    f"{sentence.id}/{_word(is_true)}", "condition", place, zh, en,
                    goal if is_true else Not(goal), sentence.within, sentence.list,
                )  # fmt: skip


def _sides(sentence: Sentence, atom: Atom, listed: str | None, id_: str) -> Iterator[Branch]:
    place, text, within = sentence.place(atom.at), sentence.text(atom.at), sentence.within

    def side(name: str, zh: str, en: str, goal: Formula) -> Branch:
        return Branch(f"{id_}/{name}", "condition", place, f"`{text}` {zh}", f"`{text}` {en}", goal, within, listed)

    if isinstance(atom, Among) and len(atom.constants) > 1:
        for constant in atom.constants:
            word = _shown(constant)
            yield side(f"is {word}", f"为 {word}", f"with {word}", Said(Against("==", atom.variable, constant, at=atom.at)))
        none: Formula = Said(atom) if atom.negated else Not(Said(atom))
        yield side("other", "都不是", "with another value", none)
        return
    yield side("true", "成立", "is true", Said(atom))
    yield side("false", "不成立", "is false", Not(Said(atom)))


def _compared(atom: Atom) -> Iterator[tuple[Variable, Scaled | dt.date]]:
    """The numbers and days that an atom compares with."""
    constants = (atom.constant,) if isinstance(atom, Against) else atom.constants if isinstance(atom, Among) else ()
    for constant in constants:
        if isinstance(constant, Scaled | dt.date) and isinstance(atom, Against | Among):
            yield atom.variable, constant


_STEPS: Final[dict[int, tuple[str, str]]] = {-1: ("紧邻其下", "just below"), 0: ("恰好", "at"), 1: ("紧邻其上", "just above")}


def _around(
    sentence: Sentence, atom: Atom, listed: str | None, variable: Variable, constant: Scaled | dt.date
) -> Iterator[Branch]:
    """A threshold: the value below it, itself, the one above."""
    place = sentence.place(atom.at)
    for step, (zh, en) in _STEPS.items():
        value = _beside(variable, constant, step)
        if value is None:
            continue
        text = _shown(value)
        goal = Said(Against("==", variable, value, at=atom.at))
        yield Branch(
            f"threshold/{name_of(variable)}/{_shown(constant)}/{step:+d}", "threshold", place,
            f"`{sentence.text(atom.at)}` 的界值{zh}（{variable.name} = {text}）",
            f"the threshold of `{sentence.text(atom.at)}` {en} it ({variable.name} = {text})",
            goal, sentence.within, listed,
        )  # fmt: skip


def _around_count(sentence: Sentence, atom: Counting) -> Iterator[Branch]:
    """A number of members that is counted to: one member fewer, just as many, one more."""
    place, text = sentence.place(atom.at), sentence.text(atom.at)
    for step, (zh, en) in _STEPS.items():
        number = atom.number + step
        if number < 0:
            continue
        yield Branch(
            f"threshold/{_counted(atom)}/{atom.number}/{step:+d}", "threshold", place,
            f"`{text}` 的界值{zh}（计数恰为 {number}）",
            f"the threshold of `{text}` {en} it (the count is {number})",
            Said(replace(atom, op="==", number=number)), sentence.within,
        )  # fmt: skip


def _counted(atom: Counting) -> str:
    """What is counted, whatever the number is compared with."""
    return canonical(atom).removesuffix(f"{atom.op}{atom.number}")


def _beside(variable: Variable, constant: Scaled | dt.date, step: int) -> Scaled | dt.date | None:
    if isinstance(constant, dt.date):
        return constant + dt.timedelta(days=step) if isinstance(variable.type, Date) else None
    if not isinstance(variable.type, Number):
        return None
    unit = Decimal(1).scaleb(-variable.type.decimals)
    return Scaled(constant.whole + step, constant.exact + step * unit)


def _shown(constant: object) -> str:
    return format(constant.exact, "f") if isinstance(constant, Scaled) else str(constant)


def _word(is_true: bool) -> str:
    return "true" if is_true else "false"


def _lines(plan: Plan) -> Iterator[Branch]:
    for line in plan.version.consistency:
        for sees, zh, en in (("same", "一致", "alike"), ("differs", "不一致", "different")):
            goal = _can_be_compared(plan, line, by_applicant=sees == "differs")
            which: Sees = "same" if sees == "same" else "differs"
            yield Branch(
                f"consistency/{line.name}/{sees}", "consistency", line.place,
                f"一致性核对 {line.name} 的各项{zh}", f"what `{line.name}` compares is {en}", goal,
                list=line.list, sees=which, of=line.name,
            )  # fmt: skip


def _can_be_compared(plan: Plan, line: Line, *, by_applicant: bool) -> Formula:
    """Two of what a line compares are there at once; *by_applicant*: one of them is his to correct."""

    def there(variable: Variable, words: tuple[str, ...]) -> Formula:
        if variable.kind is not Kind.SLOT_FIELD:
            return AllOf(())
        return AnyOf(tuple(Claim(f"{w}/{variable.owner}") for w in words if f"{w}/{variable.owner}" in plan.base.claims))

    any_, own = ("ask", "obtain", "show"), ("ask",) if by_applicant else ("ask", "obtain", "show")
    pairs = [AllOf((there(one, own), there(other, any_))) for one in line.same for other in line.same if one != other]
    when: tuple[Formula, ...] = () if line.when is None else (Said(line.when),)
    return AllOf((*when, AnyOf(tuple(pairs))))


def _never(plan: Plan) -> Iterator[Branch]:
    for i, (condition, place) in enumerate(plan.version.never):
        say = plan.version.file.never[i].say
        zh, en = f"不可能情形第 {i + 1} 条：{say}", f"line {i + 1} of `never` is met"
        yield Branch(f"never/{i}", "never", place, zh, en, Said(condition), "anywhere")


def _not_for(plan: Plan) -> Iterator[Branch]:
    for i, (condition, place) in enumerate(plan.version.not_for):
        before = tuple(Not(Said(other)) for other, _ in plan.version.not_for[:i])
        zh, en = f"不适用情形第 {i + 1} 条成立", f"line {i + 1} of `not_for` decides"
        yield Branch(f"not_for/{i}", "not_for", place, zh, en, AllOf((Said(condition), *before)), "order")

