"""What no table holds: questions and their bounds, limits, fees, words; compared as they are declared.

    two Versions  ->  Change
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel

from materials_rules.changes.axes import fits
from materials_rules.changes.change import Change, Said
from materials_rules.changes.duty import Direction, no_longer
from materials_rules.changes.matching import Matching
from materials_rules.plan.compile import Plan
from materials_rules.reading.keys import TABLE
from materials_rules.rules.element import ELEMENTS, Fee, LimitOf
from materials_rules.rules.fact import Fact
from materials_rules.rules.limit import Limit
from materials_rules.rules.version import Asked, Version

TABLED: Final = ("statutory_limit", "promised_limit", "fee", "materials")
"""The elements that are compared by their tables."""

_FROM: Final = {"receipt": "收件", "acceptance": "受理", "inspection": "现场核查", "completion": "补正齐全"}
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


# questions


def answers(old: Version, new: Version) -> Iterator[Change]:
    """Questions that came, went, or take other answers."""
    yield from _questions(dict(old.file.facts), dict(new.file.facts), "")
    for name in dict.fromkeys((*new.file.lists, *old.file.lists)):
        mine, yours = old.file.lists.get(name), new.file.lists.get(name)
        if mine is None or yours is None:
            listed = mine or yours
            assert listed is not None
            yield _came_or_went(name, listed.ask, mine is None)
            continue
        if mine.at_least != yours.at_least:
            way: Direction = "stricter" if yours.at_least > mine.at_least else "looser"
            was, now = (Said(f"至少填写{n}项", f"at least {n}") for n in (mine.at_least, yours.at_least))
            yield Change("answer", name, yours.ask, way, was, now)
        yield from _questions(dict(mine.each), dict(yours.each), f"{name}.")


def _questions(old: Mapping[str, Fact], new: Mapping[str, Fact], owner: str) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        mine, yours = old.get(name), new.get(name)
        if mine is None or yours is None:
            fact = mine or yours
            assert fact is not None
            yield _came_or_went(owner + name, fact.ask, mine is None)
            continue
        if way := _of_answers(mine, yours):
            yield Change("answer", owner + name, yours.ask, way, _takes(mine), _takes(yours))
        renamed = _renamed(mine, yours)
        if renamed:
            yield Change("text", f"fact/{owner}{name}", yours.ask, "neutral", *renamed, is_only_words=True)
        elif mine != yours and not way:
            changed = _keys(mine, yours)
            yield Change("text", f"fact/{owner}{name}", yours.ask, "neutral", *_reworded(changed), is_only_words=True)


def _renamed(old: Fact, new: Fact) -> tuple[Said, Said] | None:
    """That answers which both take are worded otherwise: whether they mean the same only a person can tell."""
    mine, yours = old.one_of or old.some_of or {}, new.one_of or new.some_of or {}
    changed = [member for member in yours if member in mine and mine[member] != yours[member]]
    if not changed:
        return None
    zh = "；".join(f"“{mine[member]}”改为“{yours[member]}”" for member in changed)
    was = Said(f"答案的文字：{zh}", f"answers reworded: {', '.join(changed)}")
    return was, Said("含义是否改变请核对", "look whether they mean the same")


def _came_or_went(name: str, ask: str, came: bool) -> Change:
    asked, not_asked = Said("询问", "asked"), Said("不询问", "not asked")
    return Change("answer", name, ask, "neutral", *((not_asked, asked) if came else (asked, not_asked)))


def _of_answers(old: Fact, new: Fact) -> Direction | None:
    """What became of the answers that are taken; None where the same are."""
    if not fits(old, new) or (old.chosen_by is None) != (new.chosen_by is None) or old.check != new.check:
        return "both"
    fewer, more = _takes_all(new, old), _takes_all(old, new)
    return None if fewer and more else "stricter" if fewer else "looser" if more else "both"


def _takes_all(one: Fact, other: Fact) -> bool:
    """Whether *other* takes every answer that *one* takes."""
    members = set(one.one_of or one.some_of or ()) <= set(other.one_of or other.some_of or ())
    decimals = (one.decimals or 0) <= (other.decimals or 0)
    low = other.minimum is None or (one.minimum is not None and one.minimum >= other.minimum)
    high = other.maximum is None or (one.maximum is not None and one.maximum <= other.maximum)
    least = other.some_of is None or one.at_least >= other.at_least
    return members and decimals and low and high and least


def _takes(fact: Fact) -> Said:
    """Which answers a question takes."""
    members = fact.one_of or fact.some_of
    if members:
        names = "、".join(f"“{name}”" for name in members.values())
        least = f"，至少选{fact.at_least}项" if fact.some_of and fact.at_least != 1 else ""
        return Said(f"可答：{names}{least}", f"{'one' if fact.one_of else 'some'} of {', '.join(members)}")
    if fact.type != "number":
        zh = {"boolean": "是、否", "date": "日期", "text": "文字"}[fact.type or "text"]
        check, check_en = (f"（须为{fact.check}）", f" ({fact.check})") if fact.check else ("", "")
        return Said(f"可答：{zh}{check}", f"{fact.type}{check_en}")
    low, high = ("不限" if bound is None else str(bound) for bound in (fact.minimum, fact.maximum))
    low_en, high_en = ("any" if bound is None else str(bound) for bound in (fact.minimum, fact.maximum))
    return Said(f"可答：{fact.decimals}位小数的数，{low}至{high}", f"a number, {fact.decimals} decimals, {low_en} to {high_en}")


# words


def texts(old: Plan, new: Plan, matching: Matching, decided: frozenset[str]) -> Iterator[Change]:
    """What was only reworded, or moved to other articles; *decided* are the requirements that the tables show to have changed."""
    for was, now in matching.requirements:
        if was is None or now is None:
            continue
        changed = _requirement_keys(was, now)
        if now.id not in decided and changed & _OF_TABLES:
            changed -= _OF_TABLES
            same = Said("条件、要求的写法改变", "written otherwise"), Said("各种情形下的结论不变", "the same in every situation")
            yield Change("requirement", now.id, now.requirement.called(), "neutral", *same, is_only_words=True)
        if changed := changed - _OF_TABLES:
            said = _reworded(changed)
            yield Change("text", f"requirement/{now.id}", now.requirement.called(), "neutral", *said, is_only_words=True)
    yield from _elements(old.version, new.version)
    for key in ("regime", "fields"):
        if getattr(old.version.file, key) != getattr(new.version.file, key):
            yield Change("text", key, TABLE.said(key, "zh"), "neutral", *_reworded({key}), is_only_words=True)


def _requirement_keys(old: Asked, new: Asked) -> set[str]:
    changed = _keys(old.requirement, new.requirement)
    if old.id != new.id:
        changed.add("id")
    if (old.due, old.list) != (new.due, new.list):
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
            yield Change("text", f"element/{name}", TABLE.said(name, "zh"), "neutral", *_reworded({"basis"}), is_only_words=True)
        elif name not in TABLED:
            yield Change("text", f"element/{name}", TABLE.said(name, "zh"), "neutral", *_reworded({name}), is_only_words=True)


def _keys(old: BaseModel, new: BaseModel) -> set[str]:
    """The keys of what an author wrote that are otherwise."""
    return {name for name in type(old).model_fields if getattr(old, name) != getattr(new, name)}


def _reworded(keys: set[str]) -> tuple[Said, Said]:
    """That the words below some keys changed, and that nothing follows from it."""
    names = sorted(key.removesuffix("_") for key in keys)
    shown = "、".join(TABLE.said(name, "zh") for name in names)
    return Said(f"修改：{shown}", f"edited: {', '.join(names)}"), Said("不影响是否需要提交", "no effect on what is asked for")
