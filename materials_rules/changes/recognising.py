"""Which question of the old rules is which of the new ones, and which answer which answer.

    two Versions  ->  Names

People answer the words, not the id. So a question is known again by what an applicant is asked: the same words, the same sort of
answer, the same place (of the application, of his choice, of each member of one list), and just one such question on either side;
its id, that may have become the id of another, comes second. The answers to choose from are known again by their words likewise.
What follows from an answer is not looked at here: under the new ids the tables of both sides are compared as ever, and show
whether it is used otherwise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from materials_rules.ground.script import fold
from materials_rules.rules.fact import Fact
from materials_rules.rules.version import Version, type_of

BEFORE: Final = "（旧）"
"""What stands behind an id of the old rules whose question went, or whose answer, while another has its id now."""

Pairs = Mapping[str, str]
"""New ids by old ones."""


@dataclass(frozen=True)
class Names:
    """How the old rules' questions and answers are called by the new rules' ids, where these are others.

    `ids` are new ids by old ones: `area`, and `drivers.age` for what is asked of each member of a list; `answers` the same for
    the answers of a choice, by the old id of its question. An id that ends in `BEFORE` is no id of the new rules. `unclear` are
    questions that are asked in the words of several, by their new ids and their old ones.
    """

    ids: Pairs = field(default_factory=dict)
    answers: Mapping[str, Pairs] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ids or self.answers)

    def question(self, name: str, listed: str = "") -> str:
        """The new id of a question, of each member of *listed* where that is given."""
        return self.ids.get(f"{listed}.{name}", name).rpartition(".")[2] if listed else self.ids.get(name, name)

    def answer(self, question: str, member: str, listed: str = "") -> str:
        """The new id of an answer, by the old id of its question."""
        return self.answers.get(f"{listed}.{question}" if listed else question, {}).get(member, member)


def recognised(old: Version, new: Version) -> Names:
    """The questions of *old* that are *new*'s under other ids, and their answers."""
    mine, yours = old.file, new.file
    taken = {*mine.lists, *mine.definitions, *old.slots}
    ids, answers, unclear = _of_facts(mine.facts, yours.facts, taken, "")
    for name, listed in mine.lists.items():
        if name in yours.lists:
            there = yours.lists[name]
            more = _of_facts(listed.each, there.each, {listed.key, there.key}, f"{name}.")
            ids, answers, unclear = ids | more[0], answers | more[1], [*unclear, *more[2]]
    return Names(ids, answers, tuple(unclear))


def _of_facts(
    old: Mapping[str, Fact], new: Mapping[str, Fact], taken: Collection[str], owner: str
) -> tuple[dict[str, str], dict[str, Pairs], list[str]]:
    edges = [
        (was, now)
        for was in old
        for now in new
        if (was == now or now not in taken) and _is_one_question(old[was], new[now])
    ]
    pairs, unclear = _paired(edges)
    found = _settled(pairs, old, new)
    answers: dict[str, Pairs] = {}
    for was, fact in old.items():
        there = new.get(found[was])
        if there is not None and (renamed := _others(_of_answers(fact, there))):
            answers[owner + was] = renamed
    ids = {f"{owner}{was}": f"{owner}{now}" for was, now in _others(found).items()}
    return ids, answers, [owner + name for name in unclear]


def _paired(edges: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[str]]:
    """Old and new ids of what is alike just once, of what is alike several times those of one id; the rest is unclear."""
    mine, yours = Counter(was for was, _ in edges), Counter(now for _, now in edges)
    found = {was: now for was, now in edges if was == now or mine[was] == yours[now] == 1}
    left = [(was, now) for was, now in edges if was not in found and now not in found.values()]
    return found, list(dict.fromkeys(name for now_first in left for name in reversed(now_first)))


def _settled(pairs: Pairs, old: Collection[str], new: Collection[str]) -> dict[str, str]:
    """The new id of everything old: of what is known again, else its own, unless another has that now."""
    met = set(pairs.values())
    found = {}
    for name in old:
        found[name] = pairs.get(name, f"{name}{BEFORE}" if name in met else name)
    return found


def _others(found: Pairs) -> dict[str, str]:
    return {was: now for was, now in found.items() if was != now}


def _is_one_question(one: Fact, other: Fact) -> bool:
    """Whether an applicant is asked the same: in the same words, with the same answers or some more."""
    if fold(one.ask) != fold(other.ask) or type(type_of(one)) is not type(type_of(other)):
        return False
    if (one.chosen_by, one.answered_by) != (other.chosen_by, other.answered_by):
        return False
    mine, yours = set(_of_answers(one, other).values()), set(_members(other))
    return mine <= yours or yours <= mine


def _members(fact: Fact) -> Mapping[str, str]:
    return fact.one_of or fact.some_of or {}


def _of_answers(one: Fact, other: Fact) -> dict[str, str]:
    """The new id of every answer of *one*, by its words, then by its id."""
    mine, yours = _members(one), _members(other)
    pairs, _ = _paired([(was, now) for was in mine for now in yours if fold(mine[was]) == fold(yours[now])])
    return _settled(pairs, mine, yours)


# a packet


def under_old_ids(packet: Mapping[str, object], names: Names) -> dict[str, object]:
    """*packet*, under the ids of the new rules, as the old ones read it; what only the new ones ask is left out of its way."""
    return _rewritten(packet, names, is_old=True)


def under_new_ids(packet: Mapping[str, object], names: Names) -> dict[str, object]:
    """*packet* without the questions that only the old rules ask under an id that is another's now."""
    return _rewritten(packet, names, is_old=False)


def _rewritten(packet: Mapping[str, object], names: Names, is_old: bool) -> dict[str, object]:
    found = dict(packet)
    for part in ("facts", "choices"):
        if isinstance(given := packet.get(part), Mapping):
            found[part] = dict(_answers(given, names, "", is_old))
    if isinstance(lists := packet.get("lists"), Mapping):
        found["lists"] = {
            name: [dict(_answers(line, names, f"{name}.", is_old)) for line in lines] for name, lines in lists.items()
        }
    return {key: value for key, value in found.items() if value != {} or packet.get(key) == {}}


def _answers(given: Mapping[str, object], names: Names, owner: str, is_old: bool) -> Iterator[tuple[str, object]]:
    came_from = {now: was for was, now in names.ids.items()}
    for name, value in given.items():
        full = owner + name
        if not is_old:
            if not name.endswith(BEFORE):
                yield name, value
        elif full in came_from or full not in names.ids:
            was = came_from.get(full, full)
            yield was.removeprefix(owner), _member(value, names.answers.get(was, {}))


def _member(value: object, answers: Pairs) -> object:
    """An answer as the old rules call it; what they call something else, but do not take, by a name that they do not know."""
    if isinstance(value, list):
        return [_member(one, answers) for one in value]
    back = {now: was for was, now in answers.items()}
    if not isinstance(value, str) or value in back:
        return back.get(value, value) if isinstance(value, str) else value
    return f"{value}-new" if value in answers else value
