"""What the tables cannot tell: that words became other words, of which a person says whether they mean the same.

    the declarations of a question or a material on both sides, Names  ->  Change
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from materials_rules.changes.change import Change, Said
from materials_rules.changes.exchanged import BEFORE
from materials_rules.changes.recognising import Names
from materials_rules.ground.script import fold
from materials_rules.reading.keys import TABLE
from materials_rules.rules.fact import Fact, ListOf
from materials_rules.rules.version import Asked, Version

JUDGE: Final = Said("表上看不出含义是否改变，须由人判断", "no table tells whether they mean the same: a person must judge")
_REWRITTEN: Final = Said("按原代码登记的申请件须改记", "packets that name the old one must be rewritten")
_BY_ID: Final = Said("认不出哪个是哪个，按代码比较，须由人判断", "compared by their ids: a person must judge which is which")


def renumbered(new: Version, names: Names) -> Iterator[Change]:
    """That things have other ids, by which packets name them, and which questions and lists could not be told apart."""
    for was, now in names.ids.items():
        if not now.endswith(BEFORE):
            what, what_en, of, called = _asked(new, now)
            yield _renamed(of, called, Said(f"{what}代码由 {was} 改为 {now}", f"the {what_en}id {was} became {now}"))
    for question, answers in names.answers.items():
        owner, dot, name = question.rpartition(".")
        now = f"{names.listed(owner)}.{names.question(name, owner)}" if dot else names.question(question)
        renamed = {was: became for was, became in answers.items() if not became.endswith(BEFORE)}
        if renamed:
            fact = _fact(new, now)
            yield _renamed(f"fact/{now}", fact.ask, _of_answers(renamed, fact))
    for was, now in names.papers.items():
        if not now.endswith(BEFORE):
            said = Said(f"材料代码由 {was} 改为 {now}", f"the id {was} became {now}")
            yield _renamed(*_paper(new, now), said)
    came = set(names.ids.values())
    for name in names.unclear:
        if _is_known(new, name) and name not in came:
            _, _, of, called = _asked(new, name)
            said = Said("问的话相同的问题不止一个", "several questions are asked in the same words")
            yield Change("text", of, called, "neutral", said, _BY_ID, is_only_words=True, for_a_person=True)


def _renamed(of: str, called: str, said: Said) -> Change:
    return Change("text", of, called, "neutral", said, _REWRITTEN, is_only_words=True)


def _of_answers(renamed: Mapping[str, str], fact: Fact) -> Said:
    said = fact.one_of or fact.some_of or {}
    zh = "；".join(f"“{said[now]}”由 {was} 改为 {now}" for was, now in renamed.items())
    return Said(f"答案代码：{zh}", f"ids of answers: {', '.join(f'{was} became {now}' for was, now in renamed.items())}")


def _is_known(version: Version, name: str) -> bool:
    listed, dot, field = name.rpartition(".")
    if dot:
        return listed in version.file.lists and field in version.file.lists[listed].each
    return field in version.file.facts or field in version.file.lists


def _asked(new: Version, name: str) -> tuple[str, str, str, str]:
    """What a new id is of, in both languages, where to look for it, and what people are asked: a question, a list, its key."""
    listed, dot, field = name.rpartition(".")
    if not dot and name in new.file.lists:
        return "清单", "list's ", f"list/{name}", new.file.lists[name].ask
    if dot and field == new.file.lists[listed].key:
        return "清单编号", "key's ", f"list/{listed}", new.file.lists[listed].ask
    return "问题", "", f"fact/{name}", _fact(new, name).ask


def _fact(version: Version, name: str) -> Fact:
    listed, _, field = name.rpartition(".")
    return version.file.lists[listed].each[field] if listed else version.file.facts[field]


def _paper(new: Version, name: str) -> tuple[str, str]:
    """Where to look for a requirement or one of several papers that do, and what it is called."""
    if name in new.asked:
        return f"requirement/{name}", new.asked[name].requirement.called()
    slot = new.slots[name]
    return f"requirement/{slot.requirement}", slot.arm.name


def filled_in_otherwise(name: str, old: ListOf, new: ListOf) -> Iterator[Change]:
    """A list, *name*, that stayed under its id and is to be filled in, or whose members are called, in other words."""
    if fold(old.ask) != fold(new.ask):
        said = Said(f"提问由“{old.ask}”改为“{new.ask}”", "the list is asked for in other words")
        yield _judged(f"list/{name}", new.ask, said)
    if fold(old.name) != fold(new.name):
        said = Said(f"清单中的“{old.name}”改称“{new.name}”", "its members are called otherwise")
        yield _judged(f"list/{name}", new.ask, said)


def asked_otherwise(name: str, old: Fact, new: Fact) -> Iterator[Change]:
    """A question, *name*, that stayed under its id and is asked, measured or answered in other words."""
    if fold(old.ask) != fold(new.ask):
        said = Said(f"提问由“{old.ask}”改为“{new.ask}”", "the question is worded otherwise")
        yield _judged(f"fact/{name}", new.ask, said)
    if fold(old.unit or "") != fold(new.unit or ""):
        units = [fact.unit or "无" for fact in (old, new)]
        said = Said(f"单位由“{units[0]}”改为“{units[1]}”", "the unit is another")
        yield _judged(f"fact/{name}", new.ask, said)
    mine, yours = old.one_of or old.some_of or {}, new.one_of or new.some_of or {}
    changed = [member for member in yours if member in mine and fold(mine[member]) != fold(yours[member])]
    if changed:
        zh = "；".join(f"“{mine[member]}”改为“{yours[member]}”" for member in changed)
        yield _judged(f"fact/{name}", new.ask, Said(f"答案的文字：{zh}", f"answers reworded: {', '.join(changed)}"))


def called_otherwise(was: Asked, now: Asked) -> Iterator[Change]:
    """A material, or one of several that do, that kept its id and is called otherwise."""
    named = now.requirement.called()
    arms = was.requirement.arms
    pairs = [(was.requirement.called(), named)] if was.requirement.name != now.requirement.name else []
    pairs += [(arms[arm].name, there.name) for arm, there in now.requirement.arms.items() if arm and arm in arms]
    changed = [(one, other) for one, other in pairs if fold(one) != fold(other)]
    if changed:
        zh = "；".join(f"《{one}》改称《{other}》" for one, other in changed)
        yield _judged(f"requirement/{now.id}", named, Said(zh, "called otherwise"))


def _judged(of: str, name: str, said: Said) -> Change:
    return Change("text", of, name, "neutral", said, JUDGE, is_only_words=True, for_a_person=True)


MEANT: Final = frozenset({"ask", "unit", "one_of", "some_of", "name"})
"""Keys whose words this room tells of, so that nobody says of them that nothing follows."""


def reworded(keys: set[str]) -> tuple[Said, Said]:
    """That the words below some keys changed, and that nothing follows from it."""
    names = sorted(key.removesuffix("_") for key in keys)
    shown = "、".join(TABLE.said(name, "zh") for name in names)
    return Said(f"修改：{shown}", f"edited: {', '.join(names)}"), Said("不影响是否需要提交", "no effect on what is asked for")
