"""Fifteen of the sixteen elements as a citizen reads them; the materials have a part of their own.

    Telling, name of an element  ->  Html
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from materials_rules.guide.pieces import basis, bullets, paragraph, text
from materials_rules.guide.telling import Telling
from materials_rules.guide.words import both, english, say
from materials_rules.reading.key_words import WORDS
from materials_rules.render._markup import Html, element, escaped
from materials_rules.rules.basis import Basis
from materials_rules.rules.element import ApplicationPlace, ConditionOfAcceptance, Contact, Fee, LimitOf, Result, Step
from materials_rules.rules.limit import Limit, Unit
from materials_rules.rules.scalar import ASSUMED
from materials_rules.verdict.answers import KINDS_OF_APPLICANT

NONE: Final = "none"


def told(telling: Telling, name: str) -> Html:
    """An element: its value, or its values by situation with the situation before each; those of other days are left out."""
    found = getattr(telling.plan.version.file.elements, name)
    teller = _TELLERS[name]
    source = _source(found.source)
    possible = cases_of(telling, name)
    if len(possible) == 1:
        return Html("".join((*teller(telling, found.cases[possible[0]].value), source)))
    conditions = telling.plan.version.elements[name]
    cases = []
    for i in possible:
        case = found.cases[i]
        when = telling.condition(conditions[i]) if i < len(conditions) else ""
        lead = element("p", escaped(say("in_case", when=when)) if when else both("otherwise"), class_="situation")
        cases.append(element("div", lead, *teller(telling, case.value), class_="case", data_element=name, data_case=str(i)))
    return Html("".join((*cases, source)))


def cases_of(telling: Telling, name: str) -> list[int]:
    """The numbers of the cases of an element that some situation of the day has."""
    judged = telling.plan.outputs.get(f"element/{name}")
    if judged is None:
        return [0]
    default = len(telling.plan.version.elements[name])
    reached = telling.possible(judged)
    return sorted({min((int(claim.rpartition("/")[2]) for claim in claims), default=default) for claims in reached})


def _source(source: str | None) -> Html:
    """Where an element comes from, where that is not what everybody may look up."""
    if source is None:
        return Html("")
    said = say("assumed") if source == ASSUMED else say("source", source=source)
    return element("p", text(said), class_="source")


def _words(_: Telling, value: str) -> Iterator[Html]:
    yield paragraph(value)


def _quantity(_: Telling, value: str) -> Iterator[Html]:
    yield element("p", both("quantity.none")) if value == NONE else paragraph(value)


def _legal_basis(telling: Telling, value: Sequence[Basis]) -> Iterator[Html]:
    yield bullets(map(text, telling.basis(value, whole=True)))


def _authority(telling: Telling, value: str) -> Iterator[Html]:
    department = telling.plan.ruleset.departments[value]
    yield paragraph(department.name)
    for more in (department.place, department.phone):
        if more is not None:
            yield paragraph(more)


def _applicants(_: Telling, value: Sequence[str]) -> Iterator[Html]:
    yield paragraph("、".join(KINDS_OF_APPLICANT[kind] for kind in value))


def _case_type(telling: Telling, value: str) -> Iterator[Html]:
    found = telling.plan.ruleset.place.case_types[value]
    cap = element("span", escaped(say("cap", cap=found.cap.say())), class_="aside")
    yield element("p", text(found.name), cap)


def _conditions(telling: Telling, value: Sequence[ConditionOfAcceptance]) -> Iterator[Html]:
    yield bullets((Html(paragraph(one.say) + basis(telling.basis(one.basis))) for one in value), tag="ol")


def _procedure(telling: Telling, value: Sequence[Step]) -> Iterator[Html]:
    heading = element("tr", *(element("th", both(key), scope="col") for key in ("step", "by", "takes")))
    body = [
        element(
            "tr",
            element("th", text(step.step), basis(telling.basis(step.basis)), scope="row"),
            element("td", text(step.by or "")),
            element("td", *_time(step)),
        )
        for step in value
    ]
    counted = [step.takes for step in value if step.takes is not None and not step.not_counted]
    foot = []
    if len(counted) > 1 and (total := _total(counted)):
        last = element("tr", element("th", both("together"), scope="row"), element("td"), element("td", escaped(total)))
        foot = [element("tfoot", last)]
    yield element("table", element("thead", heading), element("tbody", *body), *foot)


def _time(step: Step) -> Iterator[Html]:
    if step.takes is not None:
        yield element("p", escaped(step.takes.say()))
    if step.special is not None:
        yield element("p", escaped(say("special", what=WORDS[step.special])))
    elif step.not_counted:
        yield element("p", both("not_counted"))


def _total(limits: Sequence[Limit]) -> str:
    """The sum of *limits*; nothing where their units differ, for a day is no month."""
    units = {limit.unit for limit in limits}
    return Limit(sum(limit.value for limit in limits), units.pop()).say() if len(units) == 1 else ""


def _limit(telling: Telling, value: LimitOf) -> Iterator[Html]:
    event = element("span", escaped(say("from", event=say(f"event.{value.from_}"))), class_="aside")
    yield element("p", element("strong", escaped(value.limit.say())), escaped(" "), event)
    if value.then is not None:
        yield paragraph(value.then)
    if value.limit.unit is Unit.DAY_AS_WRITTEN:
        yield element("p", both("as_written"), class_="aside")
    elif value.limit.unit is Unit.WORKING_DAY:
        yield element("p", both("working"), class_="aside")
    yield basis(telling.basis(value.basis))
    if value.source is not None:
        yield _source(value.source)


def _promised(telling: Telling, value: LimitOf) -> Iterator[Html]:
    yield from _limit(telling, value)
    statutory = telling.plan.version.file.elements.statutory_limit
    if len(statutory.cases) == 1 and len(telling.plan.version.file.elements.promised_limit.cases) == 1:
        law = statutory.default().limit
        if law.unit is value.limit.unit and law.value > value.limit.value:
            less = Limit(law.value - value.limit.value, law.unit)
            yield element("p", escaped(say("shorter", days=less.say())), english("shorter", days=less.say("en")))


def _place(_: Telling, value: ApplicationPlace) -> Iterator[Html]:
    yield paragraph(value.place)
    for key in ("window", "hours", "online"):
        if (more := getattr(value, key)) is not None:
            yield paragraph(say(key, **{key: more}))


def _fee(telling: Telling, value: Fee) -> Iterator[Html]:
    yield element("p", both("fee.charged" if value.charged else "fee.none"))
    if value.standard is not None:
        yield paragraph(value.standard)
    yield basis(telling.basis(value.basis))


def _result(telling: Telling, value: Result) -> Iterator[Html]:
    known = telling.plan.ruleset.documents.get(value.document)
    yield paragraph(value.name or (known.name if known is not None else value.document))
    if value.validity is not None:
        yield paragraph(say("validity", validity=value.validity))
    if value.quantity is not None:
        yield paragraph(say("quantity", number=value.quantity))


def _contact(_: Telling, value: Contact) -> Iterator[Html]:
    yield paragraph(say("phone", phone=value.phone))
    yield paragraph(say("supervision", phone=value.supervision_phone))
    yield _source(value.source)


_TELLERS: Final[Mapping[str, Callable[[Telling, Any], Iterator[Html]]]] = {
    "item_name": _words,
    "item_code": _words,
    "legal_basis": _legal_basis,
    "authority": _authority,
    "applicant_types": _applicants,
    "case_type": _case_type,
    "acceptance_conditions": _conditions,
    "procedure": _procedure,
    "statutory_limit": _limit,
    "promised_limit": _promised,
    "application_place": _place,
    "fee": _fee,
    "quantity_limit": _quantity,
    "result": _result,
    "contact": _contact,
}
