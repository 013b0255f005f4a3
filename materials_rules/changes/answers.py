"""Questions of two versions compared as they are declared: those that came or went, and those that take other answers.

    two Versions  ->  Change
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from materials_rules.changes.axes import fits
from materials_rules.changes.change import Change, Said
from materials_rules.changes.declared import keys_changed
from materials_rules.changes.duty import Direction
from materials_rules.changes.meaning import MEANT, asked_otherwise, filled_in_otherwise, reworded
from materials_rules.changes.showing import Shower
from materials_rules.identifiers import identifiers
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Version


def answers(old: Version, new: Version, shower: Shower) -> Iterator[Change]:
    """Questions that came, went, or take other answers, each with a packet that shows it where an answer can."""
    for change in _questions(dict(old.file.facts), dict(new.file.facts), ""):
        yield _shown(change, old.file.facts.get(change.of), new.file.facts.get(change.of), shower)
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
        yield from filled_in_otherwise(name, mine, yours)
        if left := keys_changed(mine, yours) - MEANT - {"each", "at_least", "key"}:
            yield Change("text", f"list/{name}", yours.ask, "neutral", *reworded(left), is_only_words=True)
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
            yield Change("answer", owner + name, yours.ask, way, *_said(mine, yours))
        yield from asked_otherwise(owner + name, mine, yours)
        left = keys_changed(mine, yours) - MEANT
        if left and not way:
            yield Change("text", f"fact/{owner}{name}", yours.ask, "neutral", *reworded(left), is_only_words=True)


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


def _shown(change: Change, old: Fact | None, new: Fact | None, shower: Shower) -> Change:
    """*change* with the packet whose answer one side takes and the other does not."""
    if change.sort != "answer" or old is None or new is None:
        return change
    for value in _telling(old, new):
        part = "facts" if new.chosen_by is None else "choices"
        witness = shower.answer(change.of, value, part)
        if witness is not None:
            return replace(change, witness=witness)
    return change


def _telling(old: Fact, new: Fact) -> Iterator[object]:
    """Answers that the two may take otherwise: members that one has, numbers at the bounds, with one decimal more."""
    mine, yours = (list(fact.one_of or fact.some_of or ()) for fact in (old, new))
    for member in (*(m for m in yours if m not in mine), *(m for m in mine if m not in yours)):
        yield [member] if new.some_of else member
    if old.some_of and new.some_of:
        yield from ([m for m in yours if m in mine][:number] for number in range(max(old.at_least, new.at_least)))
    for bound in (old.minimum, old.maximum, new.minimum, new.maximum):
        yield from () if bound is None else (_number(bound + step) for step in (-1, 0, 1))
    finest = max(old.decimals or 0, new.decimals or 0)
    if new.type == "number" and finest:
        yield _number((new.minimum or old.minimum or Decimal(0)) + Decimal(1).scaleb(-finest))


def _number(exact: Decimal) -> int | float:
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def _said(old: Fact, new: Fact) -> tuple[Said, Said]:
    """Which answers were taken, and which are now; of answers to choose from only those that came or went."""
    mine, yours = old.one_of or old.some_of or {}, new.one_of or new.some_of or {}
    if not mine or not yours or set(mine) == set(yours):
        return _takes(old), _takes(new)
    came = {member: name for member, name in yours.items() if member not in mine}
    went = {member: name for member, name in mine.items() if member not in yours}
    was, now = [*_can(went), *_cannot(came)], [*_can(came), *_cannot(went)]
    return _together(was), _together(now)


def _together(said: Iterable[tuple[str, str]]) -> Said:
    pairs = tuple(said)
    return Said("，".join(zh for zh, _ in pairs), ", ".join(en for _, en in pairs))


def _can(members: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if members:
        yield f"可答{_listed(members)}", f"takes {', '.join(members)}"


def _cannot(members: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if members:
        yield f"没有{_listed(members)}这样的答案", f"does not take {', '.join(members)}"


def _listed(members: Mapping[str, str]) -> str:
    return "、".join(f"“{name}”" for name in members.values())


def _takes(fact: Fact) -> Said:
    """Which answers a question takes."""
    members = fact.one_of or fact.some_of
    if members:
        names = "、".join(f"“{name}”" for name in members.values())
        least = f"，至少选{fact.at_least}项" if fact.some_of and fact.at_least != 1 else ""
        return Said(f"可答：{names}{least}", f"{'one' if fact.one_of else 'some'} of {', '.join(members)}")
    if fact.type != "number":
        zh = {"boolean": "是、否", "date": "日期", "text": "文字"}[fact.type or "text"]
        number = "" if fact.check is None else identifiers()[fact.check].NAME
        check, check_en = (f"（须为{number}）", f" ({fact.check.replace('_', ' ')})") if fact.check else ("", "")
        en = {"boolean": "yes or no", "date": "a date", "text": "a text"}[fact.type or "text"]
        return Said(f"可答：{zh}{check}", f"{en}{check_en}")
    low, high = ("不限" if bound is None else str(bound) for bound in (fact.minimum, fact.maximum))
    low_en, high_en = ("any" if bound is None else str(bound) for bound in (fact.minimum, fact.maximum))
    sort, sort_en = ("整数", "a whole number")
    if fact.decimals:
        sort, sort_en = f"最多{fact.decimals}位小数的数", _decimals(fact.decimals)
    return Said(f"可答：{sort}，{low}至{high}", f"{sort_en}, {low_en} to {high_en}")


def _decimals(number: int) -> str:
    return f"a number with at most {number} decimal{'' if number == 1 else 's'}"
