"""What does not load, its nearest neighbour that does, and the situation that proves the fault.

Each row is a whole tiny item. A witness is read back as a packet would be and judged by the evaluator: it must show what
the diagnostic says, or the diagnostic is worth nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import pytest
from building import BASIS, ITEM, OUTER, refused, tiny, version_of

from materials_rules.condition.tree import Between, Date, Kind, Number, OneOf, SomeOf, Variable
from materials_rules.ground.diagnostic import Diagnostic, Severity
from materials_rules.plan.claims import Output, claims_of
from materials_rules.plan.classing import life, stretches
from materials_rules.plan.compile import compile_version
from materials_rules.plan.cone import Cone, cone_of, guarded_name
from materials_rules.plan.domain import Value
from materials_rules.plan.engine import Engine
from materials_rules.plan.evaluator import holds
from materials_rules.plan.formula import Claim, Formula, RuleBase, Said, Source, involved, readings
from materials_rules.plan.witness import witness
from materials_rules.rules.ruleset import Ruleset

Item = dict[str, Any]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as running:
        yield running


def codes(ruleset: Ruleset, engine: Engine) -> list[str]:
    invalid = refused(ruleset, engine=engine)
    return [] if invalid is None else [d.code for d in invalid.diagnostics if d.severity is Severity.ERROR]


def only(ruleset: Ruleset, engine: Engine, code: str) -> Diagnostic:
    """The one refusal with *code*, said in both languages."""
    invalid = refused(ruleset, engine=engine)
    assert invalid is not None, "it loads"
    found = [d for d in invalid.diagnostics if d.severity is Severity.ERROR]
    assert [d.code for d in found] == [code]
    assert found[0].place.line > 0
    assert all(found[0].say(lang) and found[0].remedy(lang) for lang in ("zh", "en"))
    return found[0]


# ---------------------------------------------------------------- R-UNGUARDED, R-READS-DISALLOWED

FACTS: Final[Item] = {
    "a": "boolean",
    "b": "boolean",
    "kinds": {"some_of": ["wall", "roof"]},
    "storeys": {"type": "number", "given": "kinds has roof"},
    "height": {"type": "number", "given": "storeys >= 10"},
    "width": "number",
    "sorts": {"some_of": ["p", "q"], "given": "a"},
    "route": {"one_of": ["general", "commitment"], "chosen_by": "applicant", "given": "a"},
}
LISTS: Final[Item] = {"drivers": {"given": "a", "each": {"age": "number", "name": "text"}}}
READS: Final[Item] = {
    "area": {"type": "number", "decimals": 2},
    "landlord": {"type": "text"},
    "until": {"type": "date"},
    "sealed": {"type": "boolean"},
}
ALWAYS: Final[Item] = {"lease": {"reads": READS}}
RENTED: Final[Item] = {"lease": {"when": "a", "reads": READS}}
COMMITMENT: Final[Item] = {"commitment": {"listed_in": {"title": "清单"}, "basis": [BASIS]}}
DEFERRABLE: Final[Item] = {"deferrable": {"published_in": {"title": "清单"}, "basis": [BASIS], "within": "5 working days"}}
SHARED: Final[Item] = {"paper": {"supplied_by": "holder", "live": [{"from": "2021-03-01", "region": "43"}]}}


def item(when: str | None, materials: Item | None = None, **about: Any) -> Ruleset:
    """The item of most rows: *when* is the condition of x."""
    x = {"x": {**({"when": when} if when else {}), **about.pop("x", {})}}
    return tiny({**(materials or {}), **x}, facts=FACTS, lists=LISTS, documents=SHARED, **about)


UNGUARDED: Final[list[tuple[str, str, Item | None, str | None, Item | None]]] = [
    # name, condition refused, its materials, condition that loads (or None: the same), its materials (or None: the same)
    ("storeys", "storeys >= 10", None, "kinds has roof and storeys >= 10", None),
    ("storeys", "a or storeys >= 10", None, "a or (kinds has roof and storeys >= 10)", None),
    ("storeys", "not (storeys >= 10)", None, "not (storeys >= 10) and kinds has roof", None),
    ("storeys", "high or a", None, "high and kinds has roof", None),
    ("storeys", "storeys > width", None, "kinds has roof and storeys > width", None),
    ("height", "kinds has roof and height > 5", None, "storeys >= 10 and kinds has roof and height > 5", None),
    ("sorts", "sorts has p", None, "a and sorts has p", None),
    ("sorts", "sorts has p and not sorts has q", None, "a and sorts has p and not sorts has q", None),
    ("route", "route == general", None, "route == general and a", None),
    ("drivers", "any(drivers, age > 60)", None, "a and any(drivers, age > 60)", None),
    ("drivers", "count(drivers) > 2", None, "a and count(drivers) > 2", None),
    ("storeys", "a and any(drivers, age > storeys)", None, "a and kinds has roof and any(drivers, age > storeys)", None),
    ("lease.area", "lease.area > 50", RENTED, "provided(lease) and lease.area > 50", None),
    ("lease.area", "lease.area > 50", RENTED, None, ALWAYS),
    ("lease.area", "lease.area > 50", RENTED, "a and lease.area > 50", None),
    ("lease.area", "b and lease.area > 50", RENTED, "a and b and lease.area > 50", None),
    ("lease.sealed", "lease.sealed", RENTED, "provided(lease) and lease.sealed", None),
    ("lease.until", "lease.until == none", RENTED, "provided(lease) and lease.until == none", None),
    ("lease.landlord", "lease.landlord != applicant.name", RENTED, "provided(lease) and lease.landlord != applicant.name", None),
    ("lease.landlord", "lease.landlord != applicant.name", RENTED, None, ALWAYS),
    ("lease.until", "lease.until < received_on", RENTED, "a and lease.until < received_on", None),
    ("lease.landlord", "a and any(drivers, name == lease.landlord)", {"lease": {"when": "b", "reads": READS}}, "a and b and any(drivers, name == lease.landlord)", None),
    # a material that another way may stand for need not be there
    ("lease.area", "lease.area > 50", {"lease": {"reads": READS, **COMMITMENT}}, "provided(lease) and lease.area > 50", None),
    ("lease.area", "lease.area > 50", {"lease": {"reads": READS, **DEFERRABLE}}, "provided(lease) and lease.area > 50", None),
    ("lease.area", "lease.area > 50", {"lease": {"reads": READS}, "y": {"covers": ["lease"]}}, "provided(lease) and lease.area > 50", None),
    ("lease.area", "lease.area > 50", {"y": {"any_of": {"lease": {"reads": READS}, "deed": {}}}}, "provided(lease) and lease.area > 50", None),
    ("lease.area", "lease.area > 50", {"lease": {"reads": READS, "due_at": "on_site_check"}}, "provided(lease) and lease.area > 50", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "bad", "materials", "good", "instead"), UNGUARDED)
def test_what_is_not_there_must_not_matter(
    engine: Engine, name: str, bad: str, materials: Item | None, good: str | None, instead: Item | None
) -> None:
    definitions = {"high": "storeys >= 10"}
    ruleset = item(bad, materials, definitions=definitions)
    found = only(ruleset, engine, "R-UNGUARDED")
    assert found.args == {"name": name}
    assert_shown(ruleset, found, "requirement/x", name)
    assert codes(item(good or bad, instead or materials, definitions=definitions), engine) == []


def test_what_is_shown_of_a_member_of_a_list_is_written_as_answered(engine: Engine) -> None:
    """Not as the machine counts: 18.5 years are not 185, a day is not a number."""
    each = {"age": {"type": "number", "decimals": 1}, "born": "date", "kinds": {"some_of": ["p", "q"]}, "name": "text"}
    when = 'age == 18.5 and born == 1999-12-31 and kinds has q and name == "甲" and storeys >= 10'

    def ruleset(more: str) -> Ruleset:
        facts = {"a": "boolean", "storeys": {"type": "number", "given": "a"}}
        return tiny({"x": {"for_each": "staff", "when": more + when}}, facts=facts, lists={"staff": {"each": each}})

    found = only(ruleset(""), engine, "R-UNGUARDED")
    assert found.args == {"name": "storeys"} and found.witness is not None
    assert found.witness["lists"] == {"staff": [{"age": 18.5, "born": "1999-12-31", "kinds": ["q"], "name": "甲"}]}
    assert_shown(ruleset(""), found, "requirement/x", "storeys")
    assert codes(ruleset("a and "), engine) == []


def test_each_field_that_need_not_be_there_is_refused(engine: Engine) -> None:
    """Two of one material, and one of another, in one condition."""
    papers: Item = {"lease": {"when": "a", "reads": READS}, "deed": {"when": "b", "reads": READS}}
    fields = "lease.area > 50 and lease.sealed and deed.sealed"

    def names(when: str) -> list[str]:
        invalid = refused(item(when, papers), engine=engine)
        assert invalid is None or {d.code for d in invalid.diagnostics} == {"R-UNGUARDED"}
        return [] if invalid is None else [d.args["name"] for d in invalid.diagnostics]

    assert sorted(names(fields)) == ["deed.sealed", "lease.area", "lease.sealed"]
    assert names(f"provided(lease) and {fields}") == ["deed.sealed"]
    assert sorted(names(f"provided(deed) and {fields}")) == ["lease.area", "lease.sealed"]
    assert names(f"provided(lease) and provided(deed) and {fields}") == []


@pytest.mark.parametrize("output", ["element", "scope", "consistency"])
def test_facts_that_are_not_asked_must_not_matter_elsewhere(engine: Engine, output: str) -> None:
    def ruleset(condition: str) -> Ruleset:
        every: dict[str, Item] = {
            "element": {"elements": {"fee": [{"when": condition, "value": {"charged": "true", "basis": [BASIS]}}, {"value": "none"}]}},
            "scope": {"not_for": [condition]},
            "consistency": {"consistency": [{"name": "n", "same": ["applicant.name", "applicant.phone"], "when": condition}]},
        }
        return tiny({}, facts=FACTS, **every[output])

    found = refused(ruleset("storeys >= 10"), engine=engine)
    assert found is not None and [(d.code, d.args) for d in found.diagnostics] == [("R-UNGUARDED", {"name": "storeys"})]
    assert codes(ruleset("kinds has roof and storeys >= 10"), engine) == []


def test_an_element_may_not_read_an_absent_field(engine: Engine) -> None:
    def ruleset(condition: str) -> Ruleset:
        cases = [{"when": condition, "value": "材料甲"}, {"value": "材料乙"}]
        return tiny(RENTED, facts=FACTS, elements={"quantity_limit": cases})

    found = refused(ruleset("lease.area > 50"), engine=engine)
    assert found is not None and [(d.code, d.args) for d in found.diagnostics] == [("R-UNGUARDED", {"name": "lease.area"})]
    assert codes(ruleset("provided(lease) and lease.area > 50"), engine) == []


def test_nothing_is_asked_for_each_member_of_a_list_that_is_not_asked_for(engine: Engine) -> None:
    bad, good = (item(when, x={"for_each": "drivers"}) for when in (None, "a"))
    found = only(bad, engine, "R-UNGUARDED")
    assert found.args == {"name": "drivers"} and found.witness == {"facts": {"a": False}}
    assert codes(good, engine) == []
    assert only(item("age > 60", x={"for_each": "drivers"}), engine, "R-UNGUARDED").args == {"name": "drivers"}
    assert codes(item("a and age > 60", x={"for_each": "drivers"}), engine) == []


@pytest.mark.parametrize(
    ("name", "bad", "lease", "good", "instead"),
    [
        ("lease.area", "lease.area > 50", {"document": "paper"}, "received_on < 2021-03-01 and lease.area > 50", {"document": "paper"}),
        ("lease.area", "provided(lease) and lease.area > 50", {"document": "paper"}, None, {}),
        ("lease.area", "lease.area > 50", {"catch_all": True}, None, {}),
        ("lease.area", "lease.area > 50", {"proved_by": "licence"}, None, {}),
        ("lease.landlord", "lease.landlord == applicant.name", {"document": "paper"}, None, {}),
        ("lease.area", "provided(lease) and lease.area > 50", {"document": "paper", "when": "a"}, "provided(lease) and lease.area > 50 and not a", {"document": "paper", "when": "a"}),
    ],
)  # fmt: skip
def test_nothing_is_decided_by_a_material_that_nobody_may_ask_for(
    engine: Engine, name: str, bad: str, lease: Item, good: str | None, instead: Item
) -> None:
    ruleset = item(bad, {"lease": {"reads": READS, **lease}})
    found = only(ruleset, engine, "R-READS-DISALLOWED")
    assert found.args == {"name": name}
    assert_shown(ruleset, found, "requirement/x", name)
    assert codes(item(good or bad, {"lease": {"reads": READS, **instead}}), engine) == []


def test_a_consistency_line_may_read_what_the_office_obtains(engine: Engine) -> None:
    lines = [{"name": "n", "same": ["lease.landlord", "applicant.name"]}]
    assert codes(tiny({"lease": {"reads": READS, "document": "paper"}}, documents=SHARED, consistency=lines), engine) == []


# ---------------------------------------------------------------- the witness, read back


def parts(ruleset: Ruleset, output: str, more: tuple[str, ...] = ()) -> tuple[RuleBase, Output, Cone, dict[str, Source]]:
    version = version_of(ruleset)
    by_day = {slot.id: stretches(ruleset, version, a, slot) for a in version.asked.values() for slot in a.slots}
    base, outputs = claims_of(version, ruleset.classes, by_day)
    wanted = next(o for o in outputs if o.id == output)
    found = cone_of(wanted, base, version, *life(ruleset, version), more=[claim for claim in more if claim in base.claims])
    formulas: list[Formula] = [*(Claim(claim) for claim in base.claims), *(Said(given) for given in version.given.values())]
    sources = {r.name: r.source for formula in formulas for r in readings(formula, base) if r.source is not None}
    return base, wanted, found, sources


def assert_shown(ruleset: Ruleset, found: Diagnostic, output: str, name: str) -> None:
    """In the situation of the witness the thing is not there, or may not be asked for; and yet claims change with it."""
    version = version_of(ruleset)
    slot = name.partition(".")[0] if "." in name else ""
    words = tuple(f"{word}/{slot}" for word in ("ask", "obtain", "drop", "show"))
    requirement = version.slots[slot].requirement if slot else ""
    base, wanted, cone, sources = parts(ruleset, output, (*words, f"later/{requirement}") if slot else ())
    assert found.witness is not None
    world = world_of(found.witness, cone, sources)
    assert not any(holds(Claim(claim), world, base) for claim in cone.constraints), "such a situation cannot exist"
    if found.code == "R-READS-DISALLOWED":
        assert any(holds(Claim(word), world, base) for word in words[1:] if word in base.claims)
    elif slot:
        assert world[f"provided/{slot}"] is False
    else:
        assert not holds(Said(version.given[name]), world, base)
    mine = [
        index
        for index, variable in enumerate(cone.variables)
        if any((v.name if v.kind is Kind.SLOT_FIELD else guarded_name(v)) == name for v in involved(sources.get(variable), base))
    ]
    assert mine
    said = set()
    for cells in cone.situations():
        other = {n: d.example(c) for (n, d), c in zip(cone.domains.items(), cells, strict=True)}
        same = all(other[n] == world[n] or i in mine or _same_cell(cone, n, other[n], world[n]) for i, n in enumerate(cone.variables))
        if same and not any(holds(Claim(claim), other, base) for claim in cone.constraints):
            said.add(frozenset(claim for claim in wanted.claims if holds(Claim(claim), other, base)))
    assert len(said) > 1, "nothing changes with it"


def _same_cell(cone: Cone, name: str, one: Value, other: Value) -> bool:
    return cone.domains[name].index(one) == cone.domains[name].index(other)


PARTS: Final = {"fact": "facts", "applicant": "applicant", "provided": "provided", "read": "fields"}


def stood_in(part: Mapping[str, Any], name: str) -> Any:
    fact, several, member = name.partition("#")
    return member in part[fact] if several else part[fact]


def world_of(shown: Mapping[str, Any], cone: Cone, sources: Mapping[str, Source]) -> dict[str, Value]:
    """The witness as values of machine variables; every variable of the cone must be in it."""
    world: dict[str, Value] = {}
    for name in cone.variables:
        sort, _, rest = name.partition("/")
        source = sources.get(name)
        value: Any
        if name == "received_on":
            value = shown["received_on"]
        elif name == "by_agent":
            value = shown["agent"] is not None
        elif sort == "member":
            listed, _, fact = rest.partition(".")
            (member,) = shown["lists"][listed]
            value = stood_in(member, fact)
        elif sort in PARTS:
            is_choice = isinstance(source, Variable) and source.kind is Kind.CHOICE
            value = stood_in(shown["choices" if is_choice else PARTS[sort]], rest)
        else:
            value = shown["where"][name]
        if isinstance(value, str) and (name == "received_on" or (isinstance(source, Variable) and isinstance(source.type, Date))):
            value = dt.date.fromisoformat(value).toordinal()
        elif isinstance(source, Variable) and isinstance(source.type, Number) and value is not None:
            value = int(Decimal(str(value)) * 10**source.type.decimals)
        elif value == "…":
            value = "\ufdd0other"
        world[name] = value
    return world


def test_a_witness_is_written_as_a_packet_would_be() -> None:
    sources: dict[str, Variable | None] = {
        "fact/area": Variable(Kind.FACT, "area", Number(2)),
        "fact/storeys": Variable(Kind.FACT, "storeys", Number(0)),
        "fact/exact": Variable(Kind.FACT, "exact", Number(9)),
        "fact/kinds#wall": Variable(Kind.FACT, "kinds", SomeOf(("wall", "roof"))),
        "fact/kinds#roof": Variable(Kind.FACT, "kinds", SomeOf(("wall", "roof"))),
        "fact/route": Variable(Kind.CHOICE, "route", OneOf(("general", "fast"))),
        "fact/extras#copy": Variable(Kind.CHOICE, "extras", SomeOf(("copy", "post"))),
        "read/lease.until": Variable(Kind.SLOT_FIELD, "lease.until", Date(), "lease"),
        "member/drivers.age": Variable(Kind.MEMBER_FACT, "age", Number(1), "drivers"),
        "member/drivers.born": Variable(Kind.MEMBER_FACT, "born", Date(), "drivers"),
        "relation/a|b": None,
    }
    world: dict[str, Value] = {
        "received_on": dt.date(2021, 3, 1).toordinal(),
        "by_agent": False,
        "fact/area": 5001,
        "fact/storeys": 10,
        "fact/exact": 123456789012345678901,
        "fact/kinds#wall": False,
        "fact/kinds#roof": True,
        "fact/route": "fast",
        "fact/extras#copy": True,
        "applicant/kind": "enterprise",
        "applicant/name": "\ufdd0other",
        "provided/lease": True,
        "read/lease.until": None,
        "member/drivers.age": 185,
        "member/drivers.born": dt.date(1999, 12, 31).toordinal(),
        "member/drivers.kinds#p": True,
        "member/drivers.kinds#q": False,
        "relation/a|b": -1,
        "atom/any(drivers;member/drivers.kinds%23p)": True,
    }
    assert witness(world, sources) == {
        "received_on": "2021-03-01",
        "agent": None,
        "facts": {"area": 50.01, "storeys": 10, "exact": "123456789012.345678901", "kinds": ["roof"]},
        "choices": {"route": "fast", "extras": ["copy"]},
        "applicant": {"kind": "enterprise", "name": "…"},
        "provided": {"lease": True},
        "fields": {"lease.until": None},
        "lists": {"drivers": [{"age": 18.5, "born": "1999-12-31", "kinds": ["p"]}]},
        "where": {"relation/a|b": -1, "atom/any(drivers;member/drivers.kinds%23p)": True},
    }


# ---------------------------------------------------------------- circles


@pytest.mark.parametrize(
    ("bad", "good", "circle"),
    [
        (
            {"x": {"when": "not provided(y)"}, "y": {"when": "not provided(x)"}},
            {"x": {"when": "not provided(y)"}, "y": {"when": "a"}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"when": "provided(x)"}},
            {"x": {"when": "a"}},
            ["x", "x"],
        ),
        (
            {"x": {"when": "provided(y) and y.area > 5"}, "y": {"reads": READS, "when": "provided(z)"}, "z": {"when": "provided(x)"}},
            {"x": {"when": "provided(y) and y.area > 5"}, "y": {"reads": READS, "when": "provided(z)"}, "z": {}},
            ["x", "y", "z", "x"],
        ),
        (
            {"x": {"any_of": {"p": {"when": "provided(y)"}, "q": {}}}, "y": {"when": "provided(p)"}},
            {"x": {"any_of": {"p": {"when": "provided(y)"}, "q": {}}}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"when": "has_y"}, "y": {"when": "provided(x)"}},
            {"x": {"when": "has_y"}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"when": "c"}, "y": {"when": "provided(x)"}},  # whether c is asked rests on y
            {"x": {"when": "c"}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"covers": ["y"], "when": "provided(y)"}, "y": {}},
            {"x": {"covers": ["y"]}, "y": {}},
            ["x", "y", "x"],
        ),
        (
            {"x": {"due_at": {"event": "on_site_check", "when": "provided(y)"}}, "y": {"when": "provided(x)"}},
            {"x": {"due_at": {"event": "on_site_check", "when": "provided(y)"}}, "y": {}},
            ["x", "y", "x"],
        ),
    ],
)
def test_slots_that_read_one_another(engine: Engine, bad: Item, good: Item, circle: list[str]) -> None:
    def ruleset(materials: Item) -> Ruleset:
        about: Item = {"facts": {"a": "boolean", "c": {"type": "boolean", "given": "provided(y)"}}} if "y" in materials else {"facts": {"a": "boolean"}}
        return tiny(materials, definitions={"has_y": "provided(y)"} if "y" in materials else {}, **about)

    found = only(ruleset(bad), engine, "R-READ-CYCLE")
    assert found.witness is not None
    turned = found.witness["circle"]
    assert isinstance(turned, list) and turned[0] == turned[-1] and set(turned) == set(circle) and len(turned) == len(circle)
    assert "R-READ-CYCLE" not in codes(ruleset(good), engine)


def test_materials_that_cover_one_another(engine: Engine) -> None:
    found = only(tiny({"x": {"covers": ["y"]}, "y": {"covers": ["z"]}, "z": {"covers": ["x"]}}), engine, "R-COVER-CYCLE")
    assert found.witness == {"circle": ["x", "z", "y", "x"]}
    assert codes(tiny({"x": {"covers": ["y"]}, "y": {"covers": ["z"]}, "z": {}}), engine) == []


def test_a_duplicate_that_covers_the_first_is_a_circle(engine: Engine) -> None:
    paper: Item = {"document": "paper", "name": "同一份材料"}
    only(tiny({"x": paper, "y": {**paper, "covers": ["x"]}}), engine, "R-COVER-CYCLE")
    assert codes(tiny({"x": {**paper, "covers": ["y"]}, "y": paper}), engine) == []


def test_facts_of_which_each_waits_for_the_other(engine: Engine) -> None:
    def ruleset(given: str) -> Ruleset:
        facts = {"a": {"type": "boolean", "given": "b"}, "b": {"type": "boolean", "given": given}, "c": "boolean"}
        return tiny({"x": {}}, facts=facts, definitions={"also_a": "a or c"})

    for given in ("a", "also_a", "b"):
        assert only(ruleset(given), engine, "R-CYCLE").witness is not None
    assert codes(ruleset("c"), engine) == []


# ---------------------------------------------------------------- what could never be told, or lawfully asked


def test_a_consistency_line_over_a_material_that_nobody_is_asked_for(engine: Engine) -> None:
    def ruleset(**lease: Any) -> Ruleset:
        return tiny({"lease": {"reads": READS, **lease}}, consistency=[{"name": "n", "same": ["lease.landlord", "applicant.name"]}])

    found = only(ruleset(catch_all=True), engine, "R-UNTOLD")
    assert found.args == {"line": "n", "name": "lease.landlord"} and found.witness == {"slot": "lease"}
    assert codes(ruleset(), engine) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ({"basis": []}, {}),
        ({"basis": [{"law": "measures", "article": "4"}], "kind": "proof"}, {"basis": [{"law": "measures", "article": "4"}]}),
        ({"unrelated": {"by": "bureau", "on": "2020-01-01", "why": "无关"}}, {}),
        ({"basis": []}, {"basis": [], "over_asked": True}),
        ({"basis": []}, {"basis": [], "catch_all": True}),
        ({"any_of": {"p": {}, "q": {"basis": [{"law": "measures", "article": "4"}], "kind": "proof"}}}, {"any_of": {"p": {}, "q": {}}}),
    ],
)
def test_a_material_without_basis_on_every_day(engine: Engine, bad: Item, good: Item) -> None:
    found = only(tiny({"x": bad}), engine, "R-NO-BASIS")
    assert found.witness == {"received_on": "2020-01-01"}
    assert codes(tiny({"x": good}), engine) == []


def test_a_basis_that_goes_in_the_middle_stops_nothing(engine: Engine) -> None:
    """What was lawful on some day of the version is decided by the day of receipt."""
    laws = {"act": {"title": "试验法", "level": "law", "versions": [{"from": "1990-01-01", "by": "试验"}, {"from": "2021-01-01", "by": "试验", "repealed": ["4"]}]}}
    other = {"law": "measures", "article": "4"}
    about: Item = {"laws": laws, "elements": {**OUTER, "legal_basis": [other]}}
    assert codes(tiny({"x": {}}, **about), engine) == []
    found = only(tiny({"x": {"basis": [{"law": "measures", "article": "4"}], "kind": "proof"}, "y": {}}, **about), engine, "R-NO-BASIS")
    assert found.args["name"] == "材料x" and "规章" in found.args["reason"]


def test_a_material_marked_as_over_asked_that_a_class_does_not_take_away(engine: Engine) -> None:
    about = {"over_asked": True, "document": "paper"}
    found = only(tiny({"x": about}, documents=SHARED), engine, "R-OVER-ASKED")
    assert found.witness == {"received_on": "2020-01-01"}
    late = {"paper": {"supplied_by": "holder", "live": [{"from": "2015-01-01", "to": "2020-12-31", "region": "43"}]}}
    assert only(tiny({"x": about}, documents=late), engine, "R-OVER-ASKED").witness == {"received_on": "2021-01-01"}
    early = {"paper": {"supplied_by": "holder", "live": [{"from": "2015-01-01", "region": "43"}]}}
    assert codes(tiny({"x": about}, documents=early), engine) == []


# ---------------------------------------------------------------- too large, too wide


def test_a_cone_above_the_cap(engine: Engine) -> None:
    """The message counts, and names what it comes from, the widest first."""
    facts = {"n": "number", "a": "boolean", "route": {"one_of": ["p", "q", "r", "s"]}}
    when = "a and n == 5 and route == p"

    def ruleset(cap: int) -> Ruleset:
        return tiny({"x": {"when": when}}, facts=facts, place={"cone_cap": str(cap)})

    found = only(ruleset(23), engine, "R-CONE")
    variables = "fact/route（4）、fact/n（3）、fact/a（2）"
    assert found.args == {"output": "requirement/x", "count": "24", "cap": "23", "variables": variables}
    assert found.witness == {"variables": {"fact/route": 4, "fact/n": 3, "fact/a": 2}}
    assert codes(ruleset(24), engine) == []


def test_a_cone_that_a_guard_makes_too_large(engine: Engine) -> None:
    """The proof that a field is guarded looks at what decides whether its slot is asked, too."""
    facts = dict.fromkeys("abcd", "boolean")
    materials = {"lease": {"when": "a and b and c and d", "reads": READS}, "x": {"when": "provided(lease) and lease.area > 50"}}

    def ruleset(cap: int) -> Ruleset:
        return tiny(materials, facts=facts, place={"cone_cap": str(cap)})

    found = only(ruleset(95), engine, "R-CONE")
    assert found.args["output"] == "requirement/x" and found.args["count"] == "96"
    assert codes(ruleset(96), engine) == []


NUMBERS: Final[Item] = {f"n{i}": {"type": "number", "minimum": 1, "maximum": 3} for i in range(9)}


def odd(count: int) -> str:
    """A condition that is written out as 2^count conjunctions."""
    return " and ".join(f"n{i} in [1, 3]" for i in range(count))


@pytest.mark.parametrize(
    ("bad", "good"),
    [(odd(9), odd(5)), (f"(a and {odd(8)}) or (not a and {odd(8)})", f"(a and {odd(5)}) or (not a and {odd(5)})")],
    ids=["one alternative", "two that are too wide together"],
)
def test_a_condition_too_wide_for_the_engine(engine: Engine, bad: str, good: str) -> None:
    def ruleset(when: str) -> Ruleset:
        return tiny({"x": {"when": when}}, facts={**NUMBERS, "a": "boolean"})

    found = only(ruleset(bad), engine, "R-WIDE")
    assert found.args == {"claim": "ask/x", "limit": "256 conjunctions a claim"}
    assert found.place == version_of(ruleset(bad)).asked["x"].place
    assert codes(ruleset(good), engine) == []


# ---------------------------------------------------------------- never, dead, always


def test_lines_that_rule_out_everything(engine: Engine) -> None:
    def ruleset(*never: str, not_for: tuple[str, ...] = ()) -> Ruleset:
        return tiny({"x": {"when": "a"}}, facts={"a": "boolean", "b": "boolean"}, never=never, not_for=not_for)

    assert only(ruleset("a and b", "not a", "not b"), engine, "R-NEVER").args == {"name": "x"}
    assert codes(ruleset("a", not_for=("not a",)), engine) == ["R-NEVER", "R-NEVER"]  # of the item and of x
    assert codes(ruleset("a and b", "not b"), engine) == []


@pytest.mark.parametrize(
    ("when", "never", "expected"),
    [
        ("a", [], None),
        ("a and not a", [], "R-DEAD"),
        ("a or not a", [], "R-ALWAYS"),
        ("false", [], "R-DEAD"),
        ("true", [], "R-ALWAYS"),
        ("a and b", ["a and b"], "R-DEAD"),
        ("a and b", ["a and not b"], None),
        ("a or b", ["not a and not b"], "R-ALWAYS"),
        ("n > 5 and n < 6", [], "R-DEAD"),
        ("n > 5 and n < 7", [], None),
        ("n > 10", [], "R-DEAD"),
        ("kinds has wall or kinds has roof", [], "R-ALWAYS"),
        ("begins < ends or ends < begins or begins == ends", [], "R-ALWAYS"),
        ("received_on < 2020-01-01", [], "R-DEAD"),
    ],
)
def test_conditions_that_never_or_always_hold_are_warned_of(engine: Engine, when: str, never: list[str], expected: str | None) -> None:
    facts: Item = {
        "a": "boolean",
        "b": "boolean",
        "n": {"type": "number", "minimum": 0, "maximum": 9},
        "kinds": {"some_of": ["wall", "roof"]},
        "begins": "date",
        "ends": "date",
    }
    ruleset = tiny({"x": {"when": when}}, facts=facts, never=never)
    notes = compile_version(ruleset, version_of(ruleset), engine).notes
    assert [(note.code, note.severity, note.args) for note in notes] == (
        [] if expected is None else [(expected, Severity.WARNING, {"name": "x"})]
    )


def test_a_group_that_never_holds_is_warned_of_and_a_common_material_is_not(engine: Engine) -> None:
    ruleset = tiny(
        {},
        facts={"a": "boolean"},
        groups=[{"when": "a and not a", "materials": {"x": {}}}],
        common={"y": {"when": "by_agent or not by_agent"}},
    )
    notes = compile_version(ruleset, version_of(ruleset), engine).notes
    assert [(note.code, note.args) for note in notes] == [("R-DEAD", {"name": "x"})]


def test_what_a_class_takes_away_is_not_dead(engine: Engine) -> None:
    ruleset = tiny({"x": {"when": "a", "catch_all": True}}, facts={"a": "boolean"})
    assert compile_version(ruleset, version_of(ruleset), engine).notes == ()


@pytest.mark.parametrize(
    ("arms", "when", "expected"),
    [
        ({"p": {"when": "a"}, "q": {"when": "not a"}}, None, []),
        ({"p": {"when": "a"}, "q": {}}, None, []),
        ({"p": {"when": "a"}, "q": {"when": "b"}}, None, ["R-NO-ARM x"]),
        ({"p": {"when": "a"}, "q": {"when": "b"}}, "a or b", []),
        ({"p": {"when": "a and not a"}, "q": {}}, None, ["R-DEAD-ARM p"]),
        ({"p": {"when": "a and not a"}, "q": {"when": "b"}}, None, ["R-DEAD-ARM p", "R-NO-ARM x"]),
        ({"p": {"when": "a"}, "q": {"when": "b"}}, "a and not a", ["R-DEAD x"]),
    ],
)
def test_arms_that_leave_a_gap_or_are_never_open_are_warned_of(
    engine: Engine, arms: Item, when: str | None, expected: list[str]
) -> None:
    about: Item = {"any_of": arms} | ({} if when is None else {"when": when})
    ruleset = tiny({"x": about}, facts={"a": "boolean", "b": "boolean"})
    notes = compile_version(ruleset, version_of(ruleset), engine).notes

    assert [f"{note.code} {note.args['name']}" for note in notes] == expected
    assert {note.severity for note in notes} <= {Severity.WARNING}
    for note in notes:
        if note.code == "R-NO-ARM":
            assert note.witness == {"facts": {"a": False, "b": False}}


def test_nobody_in_scope_is_refused(engine: Engine) -> None:
    refused_ = only(tiny({"x": {}}, facts={"a": "boolean"}, not_for=("a or not a",)), engine, "R-NEVER")

    assert refused_.args == {"name": "permit"}


# ---------------------------------------------------------------- conflicts


ONE: Final[Item] = {"document": "paper", "hand_in": {"copies": 1}}
OTHER: Final[Item] = {"document": "paper", "hand_in": {"copies": 2}}
PLAIN: Final[Item] = {"facts": {"a": "boolean", "b": "boolean"}, "lists": {"drivers": {}}}


@pytest.mark.parametrize(
    ("one", "other", "about"),
    [
        ({**ONE, "when": "a"}, {**OTHER, "when": "not a"}, {}),
        (ONE, ONE, {}),
        (ONE, {**OTHER, "document": "another"}, {}),
        ({**ONE, "when": "a"}, {**OTHER, "when": "b"}, {"never": ["a and b"]}),
        ({**ONE, "when": "a"}, {**OTHER, "when": "b"}, {"not_for": ["a and b"]}),
        (ONE, {**OTHER, "for_each": "drivers"}, {}),
        (ONE, {**OTHER, "due_at": "on_site_check"}, {}),
        (ONE, {**OTHER, "covers": ["x"]}, {}),
        ({**ONE, "when": "received_on < 2022-01-01"}, {**OTHER, "when": "received_on >= 2022-01-01"}, {}),
    ],
    ids=["exclusive", "alike", "another document", "never", "scope", "for each", "later", "covers", "by day"],
)
def test_one_document_asked_for_in_two_forms(engine: Engine, one: Item, other: Item, about: Item) -> None:
    ruleset = tiny({"x": {**ONE, "when": "a"}, "y": {**OTHER, "when": "b"}}, **PLAIN)
    found = only(ruleset, engine, "R-CONFLICT")
    assert found.args == {"one": "x", "other": "y"} and found.witness == {"facts": {"a": True, "b": True}}
    assert codes(tiny({"x": one, "y": other}, **PLAIN, **about), engine) == []


def test_two_arms_of_one_requirement_are_no_conflict(engine: Engine) -> None:
    assert codes(tiny({"x": {"any_of": {"p": ONE, "q": OTHER}}}, **PLAIN), engine) == []


def test_a_conflict_on_some_days_only(engine: Engine) -> None:
    documents = {"paper": {"supplied_by": "holder", "live": [{"from": "2021-03-01", "region": "43"}]}}
    found = only(tiny({"x": ONE, "y": OTHER}, documents=documents, **PLAIN), engine, "R-CONFLICT")
    assert found.witness == {"received_on": "2020-01-01"}
    always = {"paper": {"supplied_by": "holder", "live": [{"from": "2015-01-01", "region": "43"}]}}
    assert codes(tiny({"x": ONE, "y": OTHER}, documents=always, **PLAIN), engine) == []


def test_a_conflict_too_wide_to_look_for_is_said(engine: Engine) -> None:
    facts = dict.fromkeys("abcdef", "boolean")
    ruleset = tiny(
        {"x": {**ONE, "when": "a and b and c"}, "y": {**OTHER, "when": "d and e and f"}}, facts=facts, place={"cone_cap": "63"}
    )
    notes = compile_version(ruleset, version_of(ruleset), engine).notes
    assert [(note.code, note.severity, note.args["output"]) for note in notes] == [("R-CONE", Severity.WARNING, "x + y")]


# ---------------------------------------------------------------- all at once


def test_faults_of_the_same_stage_come_together(engine: Engine) -> None:
    ruleset = tiny({"x": {"basis": []}, "y": {"when": "provided(y)"}, "z": {"covers": []}})
    assert sorted(codes(ruleset, engine)) == ["R-NO-BASIS", "R-READ-CYCLE"]
    ruleset = item("storeys > 3", {"y": {"when": "height > 3"}}, never=[])
    found = refused(ruleset, engine=engine)
    assert found is not None
    assert sorted((d.code, d.args["name"]) for d in found.diagnostics) == [("R-UNGUARDED", "height"), ("R-UNGUARDED", "storeys")]


def test_a_relation_that_only_decides_whether_a_fact_is_asked_is_known_to_the_plan(engine: Engine) -> None:
    """The judge of packets looks up what each variable is, those of `given:` too."""
    facts = {"a": "boolean", "begins": "date", "ends": "date", "n": {"type": "number", "given": "a or begins < ends"}}
    ruleset = tiny({"x": {"when": "a and n > 3"}, "y": {}}, facts=facts)
    plan = compile_version(ruleset, version_of(ruleset), engine)
    assert isinstance(plan.sources["relation/fact/begins|fact/ends"], Between)
    for judged in plan.outputs.values():
        for name in judged.diagram.variables:
            assert name in plan.sources or name.startswith("provided/") or name == "received_on"


def test_another_item_has_no_part_in_it(engine: Engine) -> None:
    ruleset = tiny(items={ITEM: {"materials": {"x": {}}}, "bad": {"materials": {"x": {"basis": []}}}})
    assert codes(ruleset, engine) == []
    assert refused(ruleset, "bad", engine=engine) is not None
