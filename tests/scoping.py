"""Names of every kind and type for tests of conditions, and conditions typed among them.

    text  ->  Condition
"""

from __future__ import annotations

from decimal import Decimal

from materials_rules.condition import Declared, Names, parse, type_condition
from materials_rules.condition.tree import (
    Against,
    Boolean,
    Condition,
    Date,
    Kind,
    Number,
    OneOf,
    RecordList,
    SomeOf,
    Text,
    Type,
    Variable,
)

AREA = Number(2, minimum=Decimal(0), unit="m2")
APPLICANTS = OneOf(("natural_person", "enterprise"), spellings=("自然人", "企业"))
ROUTE = OneOf(("general", "commitment"))
KINDS = SomeOf(("wall", "roof", "ground"))
INSTALLERS = RecordList((("certified", Boolean()), ("age", Number(0)), ("level", OneOf(("junior", "senior")))))
CLASHING = RecordList((("rented", Boolean()), ("years", Number(0))))
LEASE = Variable(Kind.PROVIDED, "lease", Boolean())


def fact(type_: Type) -> Declared:
    """A question of that type."""
    return Declared(Kind.FACT, type_)


SCOPE = Names(
    {
        "rented": fact(Boolean()),
        "owned": fact(Boolean()),
        "area_m2": fact(AREA),
        "storeys": fact(Number(0, minimum=Decimal(1))),
        "length": fact(Number(1, unit="m")),
        "opened_on": fact(Date()),
        "brand": fact(Text()),
        "kinds": fact(KINDS),
        "size": fact(OneOf(("small", "large"))),
        "other_size": fact(OneOf(("large", "small"))),
        "large": fact(OneOf(("small", "large"))),
        "small": fact(Boolean()),
        "场地为租用": fact(Boolean()),
        "面积": fact(Number(0)),
        "route": Declared(Kind.CHOICE, ROUTE),
        "high_level": Declared(Kind.DEFINITION, Boolean()),
        "applicant.name": Declared(Kind.APPLICANT, Text()),
        "applicant.born": Declared(Kind.APPLICANT, Date()),
        "applicant.kind": Declared(Kind.APPLICANT, APPLICANTS),
        "企业": fact(Boolean()),
        "否": fact(Boolean()),
        "grade": fact(OneOf(("first", "second"), labels=("一级", "二级"))),
        "goods": fact(SomeOf(("food", "tools"), labels=("食品", "工具"))),
        "lease.landlord": Declared(Kind.SLOT_FIELD, Text(), "lease"),
        "lease.until": Declared(Kind.SLOT_FIELD, Date(), "lease"),
        "lease.area": Declared(Kind.SLOT_FIELD, Number(3, unit="m2"), "lease"),
        "lease.sealed": Declared(Kind.SLOT_FIELD, Boolean(), "lease"),
        "received_on": Declared(Kind.RECEIVED_ON, Date()),
        "by_agent": Declared(Kind.BY_AGENT, Boolean()),
        "installers": Declared(Kind.LIST, INSTALLERS),
        "owners": Declared(Kind.LIST, CLASHING),
    },
    frozenset({"lease", "site-right"}),
)


def variable(name: str) -> Variable:
    """What a condition reads under *name*."""
    declared = SCOPE.declared[name]
    return Variable(declared.kind, name, declared.type, declared.owner)


def member_fact(name: str) -> Variable:
    """What is read of each installer under *name*."""
    return Variable(Kind.MEMBER_FACT, name, dict(INSTALLERS.fields)[name], "installers")


def typed(text: str) -> Condition:
    """*text* read and typed among these names."""
    return type_condition(parse(text), SCOPE)


def true(name: str) -> Condition:
    """What is meant where *name* stands alone."""
    return Against("==", variable(name), True)
