"""What a condition may not read unless it is there, its nearest neighbour that loads, and the situation that proves the fault.

A witness is read back as a packet would be and judged by the evaluator: it must show what the diagnostic says, or the
diagnostic is worth nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import pytest
from building import BASIS, refused, tiny, version_of
from refusing import FACTS, READS, SHARED, Item, codes, item, only

from materials_rules.condition.tree import Date, Kind, Number, OneOf, SomeOf, Variable
from materials_rules.ground.diagnostic import Diagnostic
from materials_rules.plan.claims import Output, claims_of
from materials_rules.plan.classing import life, stretches
from materials_rules.plan.cone import Cone, cone_of, guarded_name
from materials_rules.plan.domain import Value
from materials_rules.plan.engine import Engine
from materials_rules.plan.evaluator import holds
from materials_rules.plan.example import witness
from materials_rules.plan.formula import Claim, Formula, RuleBase, Said, Source, involved, readings
from materials_rules.rules.ruleset import Ruleset

ALWAYS: Final[Item] = {"lease": {"reads": READS}}
RENTED: Final[Item] = {"lease": {"when": "a", "reads": READS}}
COMMITMENT: Final[Item] = {"commitment": {"listed_in": {"title": "清单"}, "basis": [BASIS]}}
DEFERRABLE: Final[Item] = {"deferrable": {"published_in": {"title": "清单"}, "basis": [BASIS], "within": "5 working days"}}

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
    assert found.args["name"] == name
    assert_shown(ruleset, found, "requirement/x", name)
    assert codes(item(good or bad, instead or materials, definitions=definitions), engine) == []
    # the remedy, copied before the condition, mends this fault: another may be left, of something else
    mended = refused(item(f"{found.args['guard']} and ({bad})", materials, definitions=definitions), engine=engine)
    assert name not in [left.args["name"] for left in (mended.diagnostics if mended else ()) if left.code == "R-UNGUARDED"]


def test_what_is_shown_of_a_member_of_a_list_is_written_as_answered(engine: Engine) -> None:
    """Not as the machine counts: 18.5 years are not 185, a day is not a number."""
    each = {"age": {"type": "number", "decimals": 1}, "born": "date", "kinds": {"some_of": ["p", "q"]}, "name": "text"}
    when = 'age == 18.5 and born == 1999-12-31 and kinds has q and name == "甲" and storeys >= 10'

    def ruleset(more: str) -> Ruleset:
        facts = {"a": "boolean", "storeys": {"type": "number", "given": "a"}}
        return tiny({"x": {"for_each": "staff", "when": more + when}}, facts=facts, lists={"staff": {"each": each}})

    found = only(ruleset(""), engine, "R-UNGUARDED")
    assert found.args["name"] == "storeys" and found.witness is not None
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
    assert found is not None and [(d.code, d.args) for d in found.diagnostics] == [("R-UNGUARDED", {"name": "storeys", "guard": "kinds has roof"})]
    assert codes(ruleset("kinds has roof and storeys >= 10"), engine) == []


def test_an_element_may_not_read_an_absent_field(engine: Engine) -> None:
    def ruleset(condition: str) -> Ruleset:
        cases = [{"when": condition, "value": "材料甲"}, {"value": "材料乙"}]
        return tiny(RENTED, facts=FACTS, elements={"quantity_limit": cases})

    found = refused(ruleset("lease.area > 50"), engine=engine)
    assert found is not None and [(d.code, d.args) for d in found.diagnostics] == [("R-UNGUARDED", {"name": "lease.area", "guard": "provided(lease)"})]
    assert codes(ruleset("provided(lease) and lease.area > 50"), engine) == []


def test_nothing_is_asked_for_each_member_of_a_list_that_is_not_asked_for(engine: Engine) -> None:
    bad, good = (item(when, x={"for_each": "drivers"}) for when in (None, "a"))
    found = only(bad, engine, "R-UNGUARDED")
    assert found.args == {"name": "drivers", "guard": "a"} and found.witness == {"facts": {"a": False}}
    assert codes(good, engine) == []
    assert only(item("age > 60", x={"for_each": "drivers"}), engine, "R-UNGUARDED").args == {"name": "drivers", "guard": "a"}
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
