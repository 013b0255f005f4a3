"""Which question, list and paper of the old rules is which of the new ones, and which answer which answer.

    two Versions  ->  Names

People answer the words, not the id. So a question is known again by what an applicant is asked: the same words, the same sort of
answer, the same place (of the application, of his choice, of each member of one list), and just one such question on either side;
its id, that may have become the id of another, comes second. The answers to choose from are known again by their words likewise,
and so are the lists that are to be filled in. Papers keep their ids, but where an id became that of another paper.
What follows from an answer is not looked at here: under the new ids the tables of both sides are compared as ever, and show
whether it is used otherwise.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from materials_rules.changes.exchanged import Pairs, exchanged, paired, settled
from materials_rules.ground.script import fold
from materials_rules.rules.fact import Fact, ListOf
from materials_rules.rules.version import Version, type_of


@dataclass(frozen=True)
class Names:
    """How the old rules' questions, lists, papers and answers are called by the new rules' ids, where these are others.

    `ids` are new ids by old ones: `area`, `drivers` for a list, and `drivers.age` for what is asked of each of its members, their
    key included; `answers` the same for the answers of a choice, by the old id of its question; `papers` for requirements and the
    papers that do for them. An id that ends in `BEFORE` is no id of the new rules. `unclear` are questions and lists that are
    asked in the words of several, by their new ids and their old ones.
    """

    ids: Pairs = field(default_factory=dict)
    answers: Mapping[str, Pairs] = field(default_factory=dict)
    unclear: tuple[str, ...] = ()
    papers: Pairs = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ids or self.answers or self.papers)

    def question(self, name: str, listed: str = "") -> str:
        """The new id of a question, of each member of *listed* where that is given."""
        return self.ids.get(f"{listed}.{name}", name).rpartition(".")[2] if listed else self.ids.get(name, name)

    def listed(self, name: str) -> str:
        """The new id of a list."""
        return self.ids.get(name, name)

    def paper(self, name: str) -> str:
        """The new id of a requirement or of a paper for it."""
        return self.papers.get(name, name)

    def answer(self, question: str, member: str, listed: str = "") -> str:
        """The new id of an answer, by the old id of its question."""
        return self.answers.get(f"{listed}.{question}" if listed else question, {}).get(member, member)


def recognised(old: Version, new: Version) -> Names:
    """The questions of *old* that are *new*'s under other ids, with their answers, its lists, and papers that changed places."""
    mine, yours = old.file, new.file
    others = {*mine.definitions, *old.slots}
    ids, answers, unclear = _of_facts(mine.facts, yours.facts, {*mine.lists, *others}, "", "")
    lists, unclear_lists = _of_lists(mine.lists, yours.lists, {*mine.facts, *others})
    ids, unclear = ids | _others(lists), [*unclear, *unclear_lists]
    for was, now in lists.items():
        if now in yours.lists:
            listed, there = mine.lists[was], yours.lists[now]
            more = _of_facts(listed.each, there.each, {listed.key, there.key}, f"{was}.", f"{now}.")
            keys = {} if listed.key == there.key or there.key in listed.each else {f"{was}.{listed.key}": f"{now}.{there.key}"}
            ids, answers, unclear = ids | keys | more[0], answers | more[1], [*unclear, *more[2]]
    taken = {*mine.facts, *mine.lists, *mine.definitions}
    return Names(ids, answers, tuple(unclear), exchanged(old, new, taken))


def _of_lists(
    old: Mapping[str, ListOf], new: Mapping[str, ListOf], taken: Collection[str]
) -> tuple[dict[str, str], list[str]]:
    """The new id of every list, by the words that ask for it; what is asked of each member may be other things."""
    edges = [
        (was, now)
        for was in old
        for now in new
        if (was == now or now not in taken) and fold(old[was].ask) == fold(new[now].ask)
    ]
    pairs, unclear = paired(edges)
    return settled(pairs, old), unclear


def _of_facts(
    old: Mapping[str, Fact], new: Mapping[str, Fact], taken: Collection[str], owner: str, owner_now: str
) -> tuple[dict[str, str], dict[str, Pairs], list[str]]:
    edges = [
        (was, now)
        for was in old
        for now in new
        if (was == now or now not in taken) and _is_one_question(old[was], new[now])
    ]
    pairs, unclear = paired(edges)
    found = settled(pairs, old)
    answers: dict[str, Pairs] = {}
    for was, fact in old.items():
        there = new.get(found[was])
        if there is not None and (renamed := _others(_of_answers(fact, there))):
            answers[owner + was] = renamed
    ids = {f"{owner}{was}": f"{owner_now}{now}" for was, now in _others(found).items()}
    return ids, answers, [owner_now + name for name in unclear]


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
    pairs, _ = paired([(was, now) for was in mine for now in yours if fold(mine[was]) == fold(yours[now])])
    return settled(pairs, mine)
