"""An author's condition as a citizen reads it: every `not` at its fact, the choices of one question together.

    Condition, Version  ->  “设置哪几类”选了“楼顶”，并且设置广告的楼房（层）不小于 10
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from materials_rules.condition.tree import Condition, Conjunction, Defined, Disjunction, HasMember, Negation
from materials_rules.notice.naming import Names
from materials_rules.notice.saying import in_words
from materials_rules.notice.wording import stem
from materials_rules.plan.formula import name_of
from materials_rules.rules.version import Version


@dataclass(frozen=True, slots=True)
class _Fact:
    """Something that holds or does not."""

    condition: Condition
    holds: bool


@dataclass(frozen=True, slots=True)
class _Several:
    """Of some parts all must hold, or any."""

    all: bool
    parts: tuple[_Part, ...]


_Part = _Fact | _Several


def in_plain_words(condition: Condition, version: Version) -> str:
    """*condition* as one sentence without a stop; definitions are said in their place."""
    return _said(_flat(_pushed(condition, True, version)), version, True)


def _pushed(condition: Condition, holds: bool, version: Version) -> _Part:
    match condition:
        case Negation(part):
            return _pushed(part, not holds, version)
        case Defined(name):
            return _pushed(version.definitions[name], holds, version)
        case Conjunction(parts) | Disjunction(parts):
            return _Several(isinstance(condition, Conjunction) == holds, tuple(_pushed(part, holds, version) for part in parts))
        case _:
            return _Fact(condition, holds)


def _flat(part: _Part) -> _Part:
    """What is said of the same kind inside one another, side by side."""
    if isinstance(part, _Fact):
        return part
    found: list[_Part] = []
    for inner in map(_flat, part.parts):
        found += inner.parts if isinstance(inner, _Several) and inner.all == part.all else (inner,)
    return _Several(part.all, tuple(dict.fromkeys(found)))


def _said(part: _Part, version: Version, is_outermost: bool) -> str:
    if isinstance(part, _Fact):
        return _of_fact(part, version)
    said = list(_together(part, version))
    if len(said) == 1:
        return said[0]
    between = "并且" if part.all else "或者"
    text = f"，{between}".join(said) if is_outermost else between.join(said)
    return text if is_outermost else f"（{text}）"


def _together(several: _Several, version: Version) -> Iterator[str]:
    """The parts in words; the members of one choice that are all left out, or any of which is enough, in one part."""
    chosen: dict[str, list[HasMember]] = {}
    for part in several.parts:
        if isinstance(part, _Fact) and isinstance(part.condition, HasMember) and part.holds != several.all:
            chosen.setdefault(name_of(part.condition.variable), []).append(part.condition)
    for part in several.parts:
        match part:
            case _Fact(HasMember(variable), holds) if holds != several.all:
                if members := chosen.pop(name_of(variable), []):
                    yield _choice(members, holds, version)
            case _:
                yield _said(part, version, False)


def _of_fact(fact: _Fact, version: Version) -> str:
    if isinstance(fact.condition, HasMember):
        return _choice([fact.condition], fact.holds, version)
    return in_words(fact.condition if fact.holds else Negation(fact.condition), version)


def _choice(members: Sequence[HasMember], holds: bool, version: Version) -> str:
    names = Names(version)
    asked = stem(names.variable(members[0].variable))
    called = "".join(f"“{names.member(one.variable, one.member)}”" for one in members)
    several = "中的任何一项" if len(members) > 1 else ""
    return f"“{asked}”{'选了' if holds else '没有选'}{called}{several}"
