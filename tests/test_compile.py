"""A version made ready to judge, the same every time; and kept as bytes that are either right or nothing."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from building import BASIS, ITEM, plan_of, tiny, version_of
from hypothesis import given
from hypothesis import strategies as st

from materials_rules.ground.errors import EngineFault
from materials_rules.plan.cache import decode, encode
from materials_rules.plan.compile import Judged, Plan, compile_version
from materials_rules.plan.diagram import Claims, build
from materials_rules.plan.domain import BOOLEAN, FAR, Domain, Value, choices, texts, whole
from materials_rules.plan.domain import Test as Asks
from materials_rules.plan.engine import Engine
from materials_rules.rules.folder import read_files
from materials_rules.rules.ruleset import Ruleset, parse_ruleset

ROOT: Final = Path(__file__).resolve().parents[1]


def rich() -> Ruleset:
    """An item with something of every kind in its outputs."""
    return tiny(
        {
            "lease": {"when": "a", "document": "paper", "reads": {"area": {"type": "number", "decimals": 2}, "name": {"type": "text"}}},
            "x": {"when": "(area >= 50 and area < 300.5) or route == general"},
            "y": {"any_of": {"p": {"when": "trade == \"甲\" or trade == \"乙\""}, "q": {}}, "due_at": "on_site_check"},
            "z": {"when": "begins < ends and applicant.kind == enterprise", "covers": ["x"]},
            "w": {"when": "any(drivers, age > 60) and received_on >= 2024-01-01"},
        },
        facts={
            "a": "boolean",
            "b": "boolean",
            "area": {"type": "number", "decimals": 2, "minimum": 0},
            "route": {"one_of": ["general", "commitment"]},
            "trade": "text",
            "begins": "date",
            "ends": "date",
            "kinds": {"some_of": ["wall", "roof"]},
        },
        lists={"drivers": {"each": {"age": "number"}}},
        documents={"paper": {"supplied_by": "holder", "live": [{"from": "2022-01-01", "region": "43"}]}},
        never=["a and b"],
        not_for=["kinds has wall and not kinds has roof"],
        elements={"fee": [{"when": "b", "value": {"charged": "true", "basis": [BASIS]}}, {"value": "none"}]},
        consistency=[{"name": "n", "same": ["lease.name", "applicant.name"], "when": "a"}],
    )


@cache
def plan() -> Plan:
    return plan_of(rich())


# ---------------------------------------------------------------- compiling


def test_a_plan_has_an_output_for_every_question() -> None:
    names = {"never/0", "scope", "element/fee", "consistency/n", *(f"requirement/{name}" for name in ("lease", "x", "y", "z", "w"))}
    assert set(plan().outputs) == names
    for judged in plan().outputs.values():
        assert len(judged.domains) == len(judged.diagram.variables)
        assert all(d.size == len(c) for v, c in judged.diagram.nodes for d in [judged.domains[v]])
    assert plan().notes == ()


def test_what_a_plan_says_of_one_packet(engine: Engine) -> None:
    """One situation read through, from raw values to claims."""
    judged = plan().outputs["requirement/x"]
    values: dict[str, Value] = {"fact/area": 30049, "fact/route": "commitment", "fact/begins": 0}
    cells = [
        domain.index(values[name]) if name in values else None
        for name, domain in zip(judged.diagram.variables, judged.domains, strict=True)
    ]
    assert judged.diagram.reachable(cells) == {frozenset({"ask/x"}), frozenset({"ask/x", "covered/x"})}
    values["fact/area"] = 30050
    cells[judged.diagram.variables.index("fact/area")] = judged.domains[judged.diagram.variables.index("fact/area")].index(30050)
    assert all("ask/x" not in claims for claims in judged.diagram.reachable(cells))


def test_the_stretch_of_a_day() -> None:
    days = [plan().stretch("lease", dt.date.fromisoformat(day).toordinal()) for day in ("2019-01-01", "2021-12-31", "2022-01-01", "9999-01-01")]
    assert [stretch.decisive() is not None for stretch in days] == [False, False, True, True]


def test_two_compilations_are_equal_whatever_process_made_them(engine: Engine) -> None:
    again = plan_of(rich(), engine=engine)
    assert again.outputs == plan().outputs
    assert encode(again.outputs) == encode(plan().outputs)


@pytest.mark.parametrize("seed", ["0", "1"])
def test_nothing_depends_on_the_order_of_sets(seed: str) -> None:
    script = "import test_compile as t; import hashlib; print(hashlib.sha256(t.encode(t.plan_of(t.rich()).outputs)).hexdigest())"
    paths = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
    said = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True, text=True).stdout
    assert said.strip() == hashlib.sha256(encode(plan().outputs)).hexdigest()


def test_an_engine_that_fails_names_the_file(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    ruleset = tiny({"x": {"when": "a"}}, facts={"a": "boolean"})
    monkeypatch.setattr(engine, "derive", lambda job, situations: [frozenset()] * len(situations))
    with pytest.raises(EngineFault) as fault:
        compile_version(ruleset, version_of(ruleset), engine)
    (diagnostic,) = fault.value.diagnostics
    assert (diagnostic.code, diagnostic.args) == ("R-JUDGES", {"claim": "ask/x"})
    assert diagnostic.place.path.endswith(f"items/{ITEM}/2020-01-01.yaml")


def test_no_packet_ever_reaches_the_engine(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that is made has no use for the engine, nor for its process."""
    made = plan_of(rich(), engine=engine)

    def never(*_: object) -> list[frozenset[int]]:
        raise AssertionError("the engine was asked")

    monkeypatch.setattr(Engine, "derive", never)
    for judged in made.outputs.values():
        assert judged.diagram.reachable([None] * len(judged.domains))


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in (ROOT / "rulesets").glob("*/ruleset.yaml")))
def test_every_delivered_item_compiles_and_is_kept_as_it_is(engine: Engine, folder: str) -> None:
    ruleset = parse_ruleset(read_files(ROOT / "rulesets" / folder))
    for versions in ruleset.items.values():
        for version in versions:
            made = compile_version(ruleset, version, engine)
            assert decode(encode(made.outputs)) == made.outputs


# ---------------------------------------------------------------- outputs of an earlier compilation


def test_outputs_that_were_kept_are_used_as_they_are(monkeypatch: pytest.MonkeyPatch, engine: Engine) -> None:
    kept = decode(encode(plan().outputs))
    assert kept is not None
    monkeypatch.setattr(engine, "derive", None)
    again = compile_version(rich(), version_of(rich()), engine, kept)
    assert again.outputs is kept
    assert (again.base, again.by_day, again.sources) == (plan().base, plan().by_day, plan().sources)


def renamed(judged: Judged, name: str) -> Judged:
    """*judged*, as if its first variable were another."""
    return replace(judged, diagram=replace(judged.diagram, variables=(name, *judged.diagram.variables[1:])))


@pytest.mark.parametrize("wrong", ["fewer", "more", "claims", "fact/gone", "atom/gone", "relation/gone|fact/ends", "nothing"])
def test_outputs_of_something_else_are_not_used(engine: Engine, wrong: str) -> None:
    kept = dict(plan().outputs)
    if wrong == "fewer":
        del kept["requirement/x"]
    elif wrong == "more":
        kept["requirement/other"] = kept["requirement/x"]
    elif wrong == "claims":
        kept["requirement/x"] = kept["requirement/y"]
    else:
        kept["requirement/x"] = renamed(kept["requirement/x"], wrong)
    assert compile_version(rich(), version_of(rich()), engine, kept).outputs == plan().outputs


def test_the_day_of_receipt_may_count_where_no_author_asks_for_it(engine: Engine) -> None:
    """A class that begins in the middle of a version's life does it."""
    ruleset = tiny(
        {"lease": {"document": "paper"}},
        documents={"paper": {"supplied_by": "holder", "live": [{"from": "2022-01-01", "region": "43"}]}},
    )
    made = plan_of(ruleset)
    assert "received_on" in made.outputs["requirement/lease"].diagram.variables
    assert "received_on" not in made.sources

    assert compile_version(ruleset, version_of(ruleset), engine, made.outputs).outputs is made.outputs


# ---------------------------------------------------------------- as bytes


domains = st.one_of(
    st.just(BOOLEAN),
    st.just(Domain(values=(False, True), nullable=True)),
    st.just(Domain(values=(-1, 0, 1, 2), nullable=True)),
    st.builds(choices, st.sets(st.text(max_size=4), min_size=1, max_size=3), st.booleans()),
    st.builds(texts, st.lists(st.builds(Asks, st.just("=="), st.text(max_size=4)), max_size=3), st.booleans()),
    st.builds(
        whole,
        st.lists(st.builds(Asks, st.sampled_from(["<", ">"]), st.integers(-(10**27), 10**27)), max_size=3),
        st.one_of(st.none(), st.integers(-(10**18), 0)),
        st.one_of(st.none(), st.integers(1, 10**18)),
        st.booleans(),
    ),
)


@st.composite
def outputs(draw: st.DrawFn) -> dict[str, Judged]:
    found = {}
    for name in draw(st.lists(st.text(max_size=6), max_size=3, unique=True)):
        mine = draw(st.lists(domains, max_size=3))
        rng = random.Random(draw(st.integers(0, 999)))
        said: list[Claims | None] = [None, frozenset(), frozenset({"ask/x"}), frozenset({"ask/甲", "drop/y"})]
        table: dict[tuple[int, ...], Claims | None] = {(): rng.choice(said)}
        for domain in mine:
            table = {(*cells, cell): rng.choice(said) for cells in table for cell in range(domain.size)}
        variables = [f"fact/{i}" for i in range(len(mine))]
        found[name] = Judged(build(variables, [domain.size for domain in mine], table), tuple(mine))
    return found


@given(outputs())
def test_outputs_come_back_as_they_went(found: dict[str, Judged]) -> None:
    data = encode(found)
    again = decode(data)
    assert again is not None
    assert again == found
    assert repr(again) == repr(found), "true is not 1"
    assert encode(again) == data


@given(st.binary(max_size=200))
def test_any_bytes_are_nothing(data: bytes) -> None:
    found = decode(data)
    assert found is None or found == {}


def test_they_are_json_and_nothing_else() -> None:
    body = json.loads(encode(plan().outputs))
    assert set(body) == set(plan().outputs)
    assert body["requirement/x"]["domains"][0]["last"] == FAR


def written(body: Any) -> bytes:
    """Whatever *body* is: as somebody would write who means harm, or a bug of ours."""
    return body if isinstance(body, bytes) else json.dumps(body).encode()


def assert_sound(found: Mapping[str, Judged]) -> None:
    """A walk ends, whatever the packet is, and stays inside."""
    for judged in found.values():
        diagram, mine = judged.diagram, judged.domains
        ids = len(diagram.terminals) + len(diagram.nodes)
        assert len(diagram.variables) == len(mine) == len(set(diagram.variables))
        assert 0 <= diagram.root < ids and diagram.terminals
        for number, (variable, children) in enumerate(diagram.nodes):
            assert 0 <= variable < len(mine) and len(children) == mine[variable].size
            for child in children:
                assert 0 <= child < len(diagram.terminals) + number, "a circle"
                if child >= len(diagram.terminals):
                    assert diagram.nodes[child - len(diagram.terminals)][0] > variable
        for domain in mine:
            assert domain.size > 0
            for cell in range(domain.size):
                assert domain.index(domain.samples(cell)[0]) == cell
        diagram.reachable([None] * len(mine))
        diagram.answer([None] * len(mine), lambda claims: claims)
        diagram.answer([domain.size - 1 for domain in mine], lambda claims: claims)


def small() -> Any:
    sizes = [2, 3]
    table: dict[tuple[int, ...], Claims | None] = {
        (i, j): None if i + j > 2 else frozenset({f"c{(i + j) % 2}"}) for i in range(2) for j in range(3)
    }
    mine = (BOOLEAN, whole([Asks("==", 5)], 0, None))
    found = {"x": Judged(build(["a", "b"], sizes, table), mine)}
    return json.loads(encode(found))


scalars = st.one_of(st.none(), st.booleans(), st.integers(-3, 8), st.sampled_from([1e9, 0.5, 10**40]), st.text(max_size=2))
anything = st.recursive(scalars, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=2)), max_leaves=5)


@given(st.data())
def test_a_diagram_that_comes_out_is_sound_whatever_went_in(data: st.DataObject) -> None:
    """One to three places of a good one changed for anything at all."""
    body = small()
    for _ in range(data.draw(st.integers(1, 3))):
        node, deep = body, 0
        while isinstance(node, dict | list) and node and (not deep or data.draw(st.integers(0, 3))):
            step = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else list(range(len(node)))))
            parent, node, deep = node, node[step], deep + 1
        change = data.draw(st.sampled_from(["put", "drop", "twice"]))
        if change == "put" or isinstance(parent, dict):
            parent[step] = data.draw(st.one_of(st.integers(-2, 7), anything))
        elif change == "drop":
            del parent[step]
        else:
            parent.insert(step, node)
    found = decode(written(body))
    if found is not None:
        assert_sound(found)


GOOD: Final = small()


def changed(**parts: Any) -> bytes:
    return written({"x": {**GOOD["x"], **parts}})


@pytest.mark.parametrize(
    "data",
    [
        written([]),
        written(b""),
        written(b"{"),
        written(b"\xff"),
        written(b"[" * 100_000),
        written(b"9" * 5000),
        written(b'{"x": NaN}'),
        changed(root=99),
        changed(root=-1),
        changed(root=True),
        changed(root=1.0),
        changed(root="1"),
        changed(variables=["a"]),
        changed(variables=["a", "a"]),
        changed(variables=["a", 1]),
        changed(terminals=[]),
        changed(terminals=[None, None, ["c0"], ["c1"]]),
        changed(terminals=[None, "c0", ["c1"]]),
        changed(nodes=[[0, [9, 9]]], root=3),
        changed(nodes=[[0, [3, 3]]], root=3),
        changed(nodes=[[0, [0, 1, 2]]], root=3),
        changed(nodes=[[2, [0, 1]]], root=3),
        changed(nodes=[[-1, [0, 1]]], root=3),
        changed(nodes=[[0, [0, 1]], [1, [3, 3, 3]]], root=4),
        changed(nodes=[[0, [0, 1]], [0, [3, 1]]], root=4),
        changed(domains=GOOD["x"]["domains"][:1]),
        changed(domains=[GOOD["x"]["domains"][0], {**GOOD["x"]["domains"][1], "starts": [0, 6, 5]}]),
        changed(domains=[GOOD["x"]["domains"][0], {**GOOD["x"]["domains"][1], "last": 5}]),
        changed(domains=[GOOD["x"]["domains"][0], {**GOOD["x"]["domains"][1], "values": [1]}]),
        changed(domains=[{**GOOD["x"]["domains"][0], "values": [True, True]}, GOOD["x"]["domains"][1]]),
        changed(domains=[{**GOOD["x"]["domains"][0], "values": []}, GOOD["x"]["domains"][1]]),
        changed(domains=[{**GOOD["x"]["domains"][0], "nullable": 1}, GOOD["x"]["domains"][1]]),
        changed(domains=[{**GOOD["x"]["domains"][0], "more": 1}, GOOD["x"]["domains"][1]]),
        changed(more=1),
        written({"x": {key: value for key, value in GOOD["x"].items() if key != "root"}}),
    ],
)
def test_what_does_not_fit_is_nothing(data: bytes) -> None:
    assert decode(data) is None


def test_what_does_fit_is_there() -> None:
    found = decode(changed())
    assert found is not None
    assert_sound(found)
    assert decode(written({})) == {}
