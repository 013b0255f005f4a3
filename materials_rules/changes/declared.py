"""What no table holds: limits, fees, words; compared as they are declared.

    two Versions  ->  Change
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from materials_rules.changes.change import Change, Said
from materials_rules.changes.duty import Direction, no_longer
from materials_rules.changes.matching import Matching
from materials_rules.changes.meaning import MEANT, called_otherwise, reworded
from materials_rules.plan.compile import Plan
from materials_rules.plan.formula import canonical
from materials_rules.reading.keys import TABLE
from materials_rules.rules.element import ELEMENTS, Fee, LimitOf
from materials_rules.rules.limit import Limit
from materials_rules.rules.version import Asked, Version

TABLED: Final = ("statutory_limit", "promised_limit", "fee", "materials")
"""The elements that are compared by their tables."""

_FROM: Final = {"receipt": "收件", "acceptance": "受理", "inspection": "现场核查", "completion": "补正齐全"}
_OF_CLASSES: Final = frozenset({"basis", "exception", "over_asked", "catch_all", "intermediary", "document", "kind"})
"""Keys of a requirement by which a class takes it away or leaves it."""

_TOLD: Final = _OF_CLASSES | {"reads"}
"""Keys that are told with the change that the tables show: what stands on a paper is part of its form."""

_OF_TABLES: Final = frozenset(
    {"when", "any_of", "hand_in", "covers", "commitment", "deferrable", "due_at", "result_of", "for_each"}
)
"""Keys of a requirement whose effect the tables show."""


@dataclass(frozen=True)
class Case:
    """A limit or a fee in one situation. `begins` is the event from which a limit runs; `burden` a fee in its author's words."""

    said: Said
    limit: Limit | None = None
    begins: str = ""
    charged: bool = False
    burden: str = ""


def cases(version: Version, name: str) -> tuple[Case, ...]:
    """The cases of a limit or of the fee, in the order in which they are judged; the default is the last."""
    return tuple(_case(case.value) for case in getattr(version.file.elements, name).cases)


def _case(value: LimitOf | Fee) -> Case:
    if isinstance(value, LimitOf):
        said = Said(f"自{_FROM[value.from_]}之日起{value.limit.say()}", f"{value.limit.say('en')} from {value.from_}")
        return Case(said, value.limit, value.from_)
    if not value.charged:
        return Case(Said("不收费", "no fee"))
    standard = value.standard or ""
    return Case(Said(f"收费{f'（{standard}）' if standard else ''}", "a fee is charged"), None, "", True, standard)


def compared_cases(old: Case, new: Case) -> Direction | None:
    """What a limit or a fee became for the applicant: longer or dearer is stricter; None where nothing changed."""
    if (old.limit, old.begins, old.charged, old.burden) == (new.limit, new.begins, new.charged, new.burden):
        return None
    if old.limit is not None and new.limit is not None:
        if old.begins != new.begins:
            return "both"
        shorter, longer = no_longer(new.limit, old.limit), no_longer(old.limit, new.limit)
        return "looser" if shorter and not longer else "stricter" if longer and not shorter else "both"
    if old.charged != new.charged:
        return "stricter" if new.charged else "looser"
    return "both"  # two standards in words


def texts(old: Plan, new: Plan, matching: Matching, decided: frozenset[str]) -> Iterator[Change]:
    """What was only reworded, or moved to other articles; *decided* are the requirements that the tables show to have changed."""
    for was, now in matching.requirements:
        if was is None or now is None:
            continue
        changed = _requirement_keys(was, now)
        if was.id != now.id:
            yield _renumbered(was.id, now)
        otherwise = tuple(called_otherwise(was, now))
        yield from otherwise
        if now.id not in decided and changed & _OF_TABLES:
            changed -= _OF_TABLES
            but, but_en = ("除名称外，", "but for the name, ") if otherwise else ("", "")
            then = Said(f"{but}各种情形下的结论不变", f"{but_en}the same in every situation")
            same = Said("条件、要求的写法改变", "written otherwise"), then
            yield Change("requirement", now.id, now.requirement.called(), "neutral", *same, is_only_words=True)
        # what decides a class is told with the change that the tables show of it
        if changed := changed - _OF_TABLES - MEANT - (_TOLD if now.id in decided else frozenset()):
            said = reworded(changed)
            yield Change("text", f"requirement/{now.id}", now.requirement.called(), "neutral", *said, is_only_words=True)
    yield from _elements(old.version, new.version)
    for key in ("regime", "fields"):
        if getattr(old.version.file, key) != getattr(new.version.file, key):
            edited = Said(f"修改：{TABLE.said(key, 'zh')}", f"edited: {key}")
            then = Said("结果和期限可能改变，未逐一比较", "outcomes and deadlines may change and are not compared one by one")
            yield Change("text", key, TABLE.said(key, "zh"), "both", edited, then, is_only_words=True)


def _renumbered(was: str, now: Asked) -> Change:
    """That a material has another id, by which packets name it."""
    said = Said(f"材料代码由 {was} 改为 {now.id}", f"the id {was} became {now.id}")
    then = Said("按原代码登记的申请件须改记", "packets that name the old one must be rewritten")
    return Change("text", f"requirement/{now.id}", now.requirement.called(), "neutral", said, then, is_only_words=True)


def _requirement_keys(old: Asked, new: Asked) -> set[str]:
    changed = keys_changed(old.requirement, new.requirement)
    # what a name takes for an answer is told of the question
    due, now_due = ([canonical(condition) for condition in asked.due] for asked in (old, new))
    if (due, old.list) != (now_due, new.list):
        changed.add("when")
    return changed


def _elements(old: Version, new: Version) -> Iterator[Change]:
    for name in ELEMENTS:
        if name == "materials":
            continue
        mine, yours = getattr(old.file.elements, name), getattr(new.file.elements, name)
        if mine == yours:
            continue
        if name in TABLED and cases(old, name) == cases(new, name):
            yield Change("text", f"element/{name}", TABLE.said(name, "zh"), "neutral", *reworded({"basis"}), is_only_words=True)
        elif name not in TABLED:
            yield Change("text", f"element/{name}", TABLE.said(name, "zh"), "neutral", *reworded({name}), is_only_words=True)


def keys_changed(old: BaseModel, new: BaseModel) -> set[str]:
    """The keys of what an author wrote that are otherwise."""
    return {name for name in type(old).model_fields if getattr(old, name) != getattr(new, name)}
