"""Situations in words: what a conditional line asks, with a box to tick for each branch.

    Answer, the cells of its variables  ->  "场地是否为租用？□否，不需提交。□是，请提交："

Words follow the boxes of `branches`, so that what is printed can be checked as data. Nothing here says "有关", "等" or
"根据实际情况": a situation is named or it is not printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from materials_rules.condition.tree import Between, Condition, Counting, Kind, Quantifier, SomeOf, Variable
from materials_rules.notice.branches import Box, Branching, World, boxes_of, branching
from materials_rules.notice.naming import Names
from materials_rules.notice.saying import FACTS, both, called, claim, short, thing
from materials_rules.notice.wording import either, stem
from materials_rules.plan.compile import Judged, Plan
from materials_rules.plan.diagram import Answer
from materials_rules.plan.formula import Said, name_of, readings

T = TypeVar("T")


@dataclass(frozen=True)
class Ticks:
    """A line of boxes: what is asked, and what stands after each box, one of which is ticked."""

    asked: str
    branches: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole line."""
        return self.asked + "".join(f"□{branch}" for branch in self.branches)


def ticks(answer: Answer[T], wanted: T, output: str, plan: Plan, yes: str = "请提交：", no: str = "不需提交") -> Ticks:
    """The line of boxes: where *answer* is *wanted*, *yes* is said, elsewhere *no*."""
    judged = plan.outputs[output]
    found = branches_of(answer, wanted, judged)
    if found is None:
        return asked_together([(output, answer)], plan, yes, no)
    asked, outside, inside = _asked(found, judged, plan)
    return Ticks(asked, (f"{outside}，{no}。", f"{inside}，{yes}"))


def asked_together(depends: Iterable[tuple[str, Answer[T]]], plan: Plan, yes: str, no: str) -> Ticks:
    """The line where no list to tick can say what several answers decide together: it names what decides."""
    deciding = "、".join(dict.fromkeys(name for output, answer in depends for name in _deciding(answer, output, plan)))
    return Ticks(f"由{deciding}共同决定，请先回答这些问题。", (f"不需要，{no}。", f"需要，{yes}"))


def situation(answer: Answer[T], wanted: T, output: str, plan: Plan) -> str:
    """Where *answer* is *wanted*, as a claim without boxes."""
    judged = plan.outputs[output]
    found = branches_of(answer, wanted, judged)
    if found is None:
        return f"由{'、'.join(_deciding(answer, output, plan))}共同决定"
    return _claims(found.boxes, judged, plan)


def answer_to(answer: Answer[T], wanted: T, output: str, plan: Plan) -> str | None:
    """The short answer to the one question that decides where *answer* is *wanted*; None where no short answer says it."""
    judged = plan.outputs[output]
    found = branches_of(answer, wanted, judged)
    about = {judged.diagram.variables[index].partition("#")[0] for index in answer.support}
    source = plan.sources.get(judged.diagram.variables[min(answer.support)])
    if found is None or len(about) > 1 or not isinstance(source, Variable) or source.kind not in (*FACTS, Kind.APPLICANT):
        return None
    index = found.variables[0]
    if "#" in judged.diagram.variables[index]:
        return _chosen(found.boxes, source, judged.diagram.variables, plan)[1]
    return short(source, judged.domains[index], _cells_of(found, index), plan)


def branches_of(answer: Answer[T], wanted: T, judged: Judged) -> Branching | None:
    """Where an answer of this output is *wanted*, as data; None where no list to tick can say it."""
    compared = [i for i, name in enumerate(judged.diagram.variables) if name.startswith("relation/")]
    return branching(answer, wanted, [domain.size for domain in judged.domains], compared)


def chosen(
    classes: Sequence[Sequence[World]], sizes: Sequence[int], names: Sequence[str], source: Variable, plan: Plan
) -> list[str] | None:
    """What to choose of several for each class of situations, variables by their place; None where no list to tick can say it."""
    told = []
    for inside in classes:
        outside = [world for other in classes if other is not inside for world in other]
        boxes = boxes_of(inside, outside, sizes)
        if boxes is None:
            return None
        told.append(boxes)
    if len(told) == 2:  # the first is where nothing is due
        return list(_chosen(told[1], source, names, plan))
    return [_chosen(boxes, source, names, plan)[1] for boxes in told]


def depends_on(answer: Answer[T], output: str, plan: Plan) -> tuple[str, ...]:
    """The facts, fields and slots on which an answer depends, named as in a notice."""
    variables = plan.outputs[output].diagram.variables
    return _named((variables[index] for index in sorted(answer.support)), plan)


def read_by(condition: Condition, plan: Plan) -> tuple[str, ...]:
    """The facts, fields and slots that a condition reads, named as in a notice."""
    return _named((reading.name for reading in readings(Said(condition), plan.base)), plan)


def _named(names: Iterable[str], plan: Plan) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in names:
        source = plan.sources.get(name)
        if isinstance(source, Between):
            found.update((name_of(side), None) for side in (source.left, source.right))
        elif isinstance(source, Quantifier | Counting):
            found[f"fact/{source.list.name}"] = None
        else:
            found[name.partition("#")[0]] = None
    return tuple(found)


def _deciding(answer: Answer[T], output: str, plan: Plan) -> tuple[str, ...]:
    """What an answer depends on, each once, as people call it."""
    variables = plan.outputs[output].diagram.variables
    return tuple(dict.fromkeys(called(variables[index], plan) for index in sorted(answer.support)))


def _asked(found: Branching, judged: Judged, plan: Plan) -> tuple[str, str, str]:
    """The question, what the box says that stands for no, and the other; all without a stop."""
    index = found.variables[0]
    name, domain = judged.diagram.variables[index], judged.domains[index]
    source = plan.sources.get(name)
    about = {judged.diagram.variables[i].partition("#")[0] for i in found.variables}
    if len(about) == 1 and isinstance(source, Variable) and source.kind in FACTS:
        lead = _question(source, plan)
        if "#" in name:
            return lead, *_chosen(found.boxes, source, judged.diagram.variables, plan)
        return lead, *both(source, domain, _cells_of(found, index), plan)
    if len(found.variables) == 1:
        inside = _cells_of(found, index)
        outside = frozenset(range(domain.size)) - inside
        return "", claim(name, plan, domain, outside), claim(name, plan, domain, inside)
    return f"是否符合以下情形：{_claims(found.boxes, judged, plan)}？", "不符合", "符合"


def _question(source: Variable, plan: Plan) -> str:
    asked = Names(plan.version).variable(source)
    if asked == stem(asked):
        asked = f"{asked}？"
    return f"{plan.version.file.lists[source.owner].name}：{asked}" if source.kind is Kind.MEMBER_FACT else asked


def _cells_of(found: Branching, index: int) -> frozenset[int]:
    return frozenset().union(*(box[index] for box in found.boxes))


def _claims(boxes: Sequence[Box], judged: Judged, plan: Plan) -> str:
    """The boxes as alternatives: what they have in common said once, those over members of one choice put together."""
    common = {i: cells for i, cells in boxes[0].items() if all(box.get(i) == cells for box in boxes)}
    if common and len(boxes) > 1:
        rest = _claims([{i: cells for i, cells in box.items() if i not in common} for box in boxes], judged, plan)
        together = "，且".join(_of_box(common, judged, plan))
        return f"{together}，且{'符合下列之一：' if '；或者' in rest else ''}{rest}"
    groups: dict[str, list[Box]] = {}
    for place, box in enumerate(boxes):
        name = judged.diagram.variables[min(box)]
        cells = next(iter(box.values()))
        is_member = len(box) == 1 and "#" in name
        groups.setdefault(f"{name.partition('#')[0]}#{min(cells)}" if is_member else str(place), []).append(box)
    said = []
    for name, group in groups.items():
        said.append("，且".join(_of_box(group[0], judged, plan)) if name.isdigit() else _of_choice(group, judged, plan))
    return "；或者".join(said)


def _of_box(box: Box, judged: Judged, plan: Plan) -> Iterator[str]:
    """The claims of one box; what it says of one choice stands together."""
    together: dict[str, dict[int, frozenset[int]]] = {}
    for index, cells in sorted(box.items()):
        name = judged.diagram.variables[index]
        if "#" in name:
            together.setdefault(name.partition("#")[0], {})[index] = cells
    yield from (_of_choice([members], judged, plan) for members in together.values())
    for index, cells in sorted(box.items()):
        name = judged.diagram.variables[index]
        if "#" not in name:
            yield claim(name, plan, judged.domains[index], cells)


def _of_choice(boxes: Sequence[Box], judged: Judged, plan: Plan) -> str:
    source = plan.sources[judged.diagram.variables[next(iter(boxes[0]))]]
    assert isinstance(source, Variable)
    return f"{thing(source, Names(plan.version))}：{_chosen(boxes, source, judged.diagram.variables, plan)[1]}"


def _chosen(boxes: Sequence[Box], source: Variable, variables: Sequence[str], plan: Plan) -> tuple[str, str]:
    """What boxes over the members of one choice say: for no, for yes."""
    names = Names(plan.version)

    def key(index: int) -> str:
        return variables[index].partition("#")[2]

    def member(index: int) -> str:
        return f"“{names.member(source, key(index))}”"

    def place(index: int) -> int:
        assert isinstance(source.type, SomeOf)
        return source.type.members.index(key(index))

    wanted = frozenset[int]().union(*(cells for box in boxes for cells in box.values()))
    is_one, are_single = len(boxes) == 1, all(len(box) == 1 for box in boxes)
    if len(wanted) == 1 and (is_one or are_single):
        said = [member(index) for index in sorted((index for box in boxes for index in box), key=place)]
        if wanted == {1}:
            return (_not_all(said), _all(said)) if is_one else (_none(said), _some(said))
        return (_some(said), _none(said)) if is_one else (_all(said), _not_all(said))
    told = []
    for box in boxes:
        ordered = sorted(box, key=place)
        told.append("，".join(f"{'包括' if box[index] == {1} else '不包括'}{member(index)}" for index in ordered))
    return "其他情形", "；或者".join(told)


def _some(members: Sequence[str]) -> str:
    return f"包括{either(members)}"


def _none(members: Sequence[str]) -> str:
    return f"不包括{members[0]}" if len(members) == 1 else f"{'、'.join(members)}都不包括"


def _all(members: Sequence[str]) -> str:
    return f"包括{members[0]}" if len(members) == 1 else f"{'、'.join(members)}都包括"


def _not_all(members: Sequence[str]) -> str:
    """That one of them is not there; "不包括甲或者乙" would be read as that neither is."""
    return f"不包括{members[0]}" if len(members) == 1 else f"没有同时包括{'、'.join(members[:-1])}和{members[-1]}"
