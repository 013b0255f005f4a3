"""Shares of different packets make the notice of the whole way, where it is easy to believe and was once not so.

Each case is a ruleset and packets in an order in which the last is joined of what the others left.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from building import PLACE
from test_stencil_rulesets import held, library_of

from materials_rules import Judge
from materials_rules.stencil import known, share, store

Data = dict[str, Any]

BASIS: Final = [{"law": "act", "article": "5"}]
SHARED: Final = {"supplied_by": "holder", "within": "2 working days", "live": [{"from": "2025-01-01", "region": "43"}]}
AT_ONCE: Final = {"on_the_spot": dict.fromkeys(PLACE["on_the_spot"], "always")}


def packet(*papers: Data, **more: Any) -> Data:
    return {"packet": "P-1", "item": "permit", "received_on": "2026-03-02", "materials": list(papers), **more}


def paper(code: str, **more: Any) -> Data:
    line = {"material": code, "originals": 1, "copies": 0, "original_shown": True, "issued_on": None, "expires_on": None}
    return {**line, **more}


def bearing(name: str | None = None) -> Data:
    return paper("a", fields={} if name is None else {"name": name})


LICENCE: Final = {
    "materials": {"r1": {"when": "f", "proved_by": "licence"}, "r2": {}, "r3": {"proved_by": "licence"}},
    "facts": {"f": "boolean"},
}
TASKS: Final = {
    "materials": {
        "r1": {"any_of": {"r1a": {"document": "d"}, "r1b": {"document": "e"}}},
        "r2": {"when": "g", "document": "h"},
        "r3": {"document": "d"},
    },
    "facts": {"g": "boolean"},
}
FOUND: Final = [{"document": "e", "status": "found"}]
LIST: Final = {
    "materials": {"a": {}, "b": {}},
    "lists": {"who": {"key": "no", "label": "called", "at_least": 2, "each": {}}},
}
READ_OFF: Final = {
    "materials": {"a": {"reads": {"name": {"type": "text"}}}, "c": {"hand_in": {"copies": 1}}},
    "consistency": [{"name": "n", "same": ["a.name", "applicant.name"]}],
}
SCOPE: Final = {
    "materials": {"a": {}, "b": {}},
    "facts": {"z": {"type": "boolean", "answered_by": "office"}, "f": "boolean"},
    "not_for": [
        {"when": "z and f", "say": "不需要", "outcome": "not_required", "basis": BASIS},
        {"when": "f", "say": "归别处", "outcome": "not_competent", "go_to": "holder", "basis": BASIS},
    ],
}
WHO: Final = {"applicant": {"kind": "enterprise", "name": "甲"}}


def people(number: int) -> Data:
    return {"lists": {"who": [{"no": str(i)} for i in range(number)]}}


CASES: Final[dict[str, tuple[Data, Data, list[Data]]]] = {
    "a licence stands where it is first shown, which an answer decides": (
        LICENCE,
        {},
        [
            packet(paper("licence"), facts={"f": False}),
            packet(paper("licence"), paper("r2"), facts={"f": True}),
            packet(paper("licence"), paper("r2"), facts={"f": False}),
        ],
    ),
    "a task stands where its document is first needed, which what was found decides": (
        TASKS,
        {"documents": {"d": SHARED, "e": SHARED, "h": SHARED}},
        [
            packet(facts={"g": False}, obtained=FOUND),
            packet(facts={"g": True}),
            packet(facts={"g": True}, obtained=FOUND),
        ],
    ),
    "a list that is too short is told of, whatever packets with a long one came before": (
        LIST,
        {},
        [packet(**people(2)), packet(paper("a"), **people(2)), packet(**people(1)), packet(paper("a"), **people(1))],
    ),
    "a key without a name in what cannot be answered keeps a field from being read off at the window": (
        READ_OFF,
        {"place": AT_ONCE},
        [
            packet(bearing(), paper("c"), **WHO),
            packet(bearing("甲"), paper("c"), **WHO, cannot_answer={"": "没带"}),
            packet(bearing(), paper("c"), **WHO, cannot_answer={"": "没带"}),
        ],
    ),
    "nothing is asked for where only the way out is open": (
        SCOPE,
        {},
        [
            packet(facts={"f": False}),
            packet(paper("a"), facts={"f": False}),
            packet(facts={"f": True}),
            packet(paper("a"), facts={"f": True}),
        ],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_joined_notice_is_that_of_the_whole_way(name: str) -> None:
    item, parts, packets = CASES[name]
    library = library_of(item, **parts)
    judge = Judge(library)
    for _ in range(2):
        for one in packets:
            held(library, judge, one)
    assert judge.usage.filled


def test_answers_left_open_in_ever_other_ways_take_no_more_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "MOST_BASES", 8)
    names = [f"f{i}" for i in range(6)]
    library = library_of({"materials": {f"m{i}": {"when": name} for i, name in enumerate(names)}, "facts": dict.fromkeys(names, "boolean")})
    judge = Judge(library)
    for which in range(64):
        held(library, judge, packet(facts={name: bool(which & 2) for i, name in enumerate(names) if which >> i & 1}))
    (of_version,) = judge._stencils._of_version.values()
    assert len(of_version.bases) <= 8
    assert len(of_version.groupings) <= 8
    numbers = [number for number, _ in of_version.groupings.values()]
    assert len(set(numbers)) == len(numbers)


def test_a_likeness_that_was_wrong_makes_no_stencil_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Breaks the order of entries on purpose, so that what is joined is wrong."""
    item, parts, packets = CASES["a licence stands where it is first shown, which an answer decides"]
    monkeypatch.setattr(store, "EVERY_JOINED", 1)
    monkeypatch.setattr(share, "in_order_of", _in_the_order_of_the_item)
    library = library_of(item, **parts)
    judge = Judge(library)
    for one in packets:
        held(library, judge, one)
    assert judge.usage.wrong == 1
    filled = judge.usage.filled
    held(library, judge, packets[-1])
    assert judge.usage.filled == filled


def _in_the_order_of_the_item(examination: Any) -> list[tuple[str, Any]]:
    from materials_rules.notice.asides import in_order_of

    return [("r1" if one.material == "licence" else first, one) for first, one in in_order_of(examination)]


def test_of_what_the_office_found_nothing_is_kept_that_no_rule_knows() -> None:
    library = library_of(LICENCE)
    judge = Judge(library)
    for number in ("430400199001010011", "430400199001010022", "430400199001010033"):
        found = [{"document": "licence", "status": "found", "fields": {"number": number}}]
        held(library, judge, packet(facts={"f": True}, obtained=found))
    assert (judge.usage.whole, judge.usage.filled) == (1, 2)
    (of_version,) = judge._stencils._of_version.values()
    assert "4304001990" not in repr(of_version.kept)


def test_of_the_names_of_files_nothing_is_kept() -> None:
    library = library_of(LICENCE)
    judge = Judge(library)
    for name in ("张三.pdf", "李四.pdf"):
        held(library, judge, packet(paper("r2", files=[{"name": name}]), facts={"f": True}))
    assert judge.usage.filled == 1
    (of_version,) = judge._stencils._of_version.values()
    assert not of_version.likening._papers["r2"]._bare
