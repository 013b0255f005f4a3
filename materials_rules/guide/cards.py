"""One card a material: when it is needed, in what form, from where, by which law, what may replace it, or why it is not asked.

    Telling, Asked  ->  Html
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from materials_rules.guide.pieces import basis, bullets, paragraph, row, rows, text
from materials_rules.guide.telling import Telling, clean
from materials_rules.guide.words import both, say
from materials_rules.notice.naming import Names
from materials_rules.notice.wording import bare, stem
from materials_rules.plan.claims import TAKEN, effect_of
from materials_rules.plan.classing import Hit, coverers
from materials_rules.render._markup import Html, element, escaped
from materials_rules.rules.version import Asked, Line, Slot, Version
from materials_rules.verdict.form import criteria

GOES_WITHOUT_SAYING: Final = frozenset({"readable"})
"""Criteria of every paper, which nobody needs to be told before."""


def taken(telling: Telling, slot: Slot) -> str | None:
    """The effect by which the day takes *slot* away from what is asked: drop, office_obtains, show_instead; or None."""
    plan = telling.plan
    effect = effect_of(plan.stretch(slot.id, telling.day.toordinal()), plan.version.asked[slot.requirement], plan.ruleset.classes)
    return effect if effect in TAKEN else None


def is_refused(telling: Telling, asked: Asked) -> bool:
    """Whether *asked* stands in the rules only so that it can be said that nobody may ask for it."""
    return all(slot.arm.over_asked or slot.arm.catch_all for slot in asked.slots) and all(
        taken(telling, slot) == "drop" for slot in asked.slots
    )


def card(telling: Telling, asked: Asked) -> Html:
    """The card of a requirement that is, or in another situation may be, asked for."""
    name = clean(asked.requirement.called())
    ready = say("ready")
    box = element("input", type="checkbox", class_="ready", aria_label=f"{name}：{ready}")
    label = element("label", box, both("ready"), class_="ready")
    head = element("div", element("h4", escaped(name)), label, class_="head")
    state = element("p", class_="state", hidden="")
    found = [head, state, rows(_rows(telling, asked))]
    return element("li", *found, class_="material", id=f"m-{asked.id}", data_requirement=asked.id)


def _rows(telling: Telling, asked: Asked) -> Iterator[Html]:
    asking = [slot for slot in asked.slots if taken(telling, slot) is None]
    one = asked.slots[0] if len(asked.slots) == 1 else None
    if one is not None and one.arm.aliases:
        yield row("also_called_label", text("、".join(one.arm.aliases)))
    if asking or one is None:
        yield row("needed", *_when(telling, asked))
    if one is not None:
        yield from _paper(telling, one)
    else:
        yield row("any_of", bullets((_arm(telling, slot) for slot in asked.slots), tag="ol", class_="arms"))
    yield from _instead(telling, asked)
    yield from _later(telling, asked)
    for slot in asked.slots:
        yield from _exceptions(telling, slot)
    citations = telling.basis_of(asking)
    if citations:
        yield row("basis", text("，".join(citations)))


def _when(telling: Telling, asked: Asked) -> Iterator[Html]:
    """The conditions of a requirement in words, and for whom it is handed in."""
    said = [telling.condition(condition) for condition in asked.due]
    if asked.group is not None:
        yield paragraph(say("group", name=asked.group))
    yield paragraph("，并且".join(said)) if said else element("p", both("always"))
    if asked.list is not None:
        yield element("p", escaped(say("each", name=telling.plan.version.file.lists[asked.list].name)))


def _paper(telling: Telling, slot: Slot) -> Iterator[Html]:
    """What is asked of one paper, or why it is not asked for."""
    effect = taken(telling, slot)
    if effect is not None:
        yield row("taken", *_reasons(telling, slot, effect))
        return
    wanted = [bare(one.say) for one in criteria(slot.arm) if one.name not in GOES_WITHOUT_SAYING]
    lines = (line for line in telling.plan.version.consistency if slot.id in {variable.owner for variable in line.same})
    wanted += [agreement(telling.plan.version, line) for line in lines]
    if wanted:
        yield row("form", bullets(map(text, wanted)))
    if holder := telling.holder(slot):
        yield row("get", text(holder))
    if slot.arm.sample_form is not None:
        yield row("sample", text(slot.arm.sample_form))
    if slot.arm.note is not None:
        yield row("note", text(slot.arm.note))


def _arm(telling: Telling, slot: Slot) -> Html:
    """One of several papers of which any one is enough."""
    name = element("strong", text(slot.arm.name), class_="arm", data_slot=slot.id)
    aliases = [also_called(slot)] if slot.arm.aliases else []
    when = [] if slot.when is None else [paragraph(say("when", when=telling.condition(slot.when)), class_="situation")]
    return Html("".join((name, *aliases, *when, rows(_paper(telling, slot)))))


def also_called(slot: Slot) -> Html:
    """What else people call the material, in a line of its own."""
    return element("p", text(say("also_called", names="、".join(slot.arm.aliases))), class_="aside")


def _reasons(telling: Telling, slot: Slot, effect: str) -> Iterator[Html]:
    hit = telling.plan.stretch(slot.id, telling.day.toordinal()).decisive()
    yield element("p", *why(telling, slot, hit))
    match effect:
        case "office_obtains":
            document = telling.plan.ruleset.documents.get(slot.arm.document or "")
            within = "" if document is None or document.within is None else say("obtained.within", within=document.within.say())
            holder = telling.holder(slot) or telling.plan.ruleset.place.office.name
            yield paragraph(say("obtained", holder=holder) + within)
        case "show_instead":
            documents = telling.plan.ruleset.documents
            yield paragraph(say("shown", licences="或者".join(documents[one].name for one in slot.arm.proved_by)))
        case _:
            if slot.arm.note is not None:
                yield paragraph(slot.arm.note)
    class_id = "C2_SHAREABLE" if hit is None else hit.class_id
    yield basis(telling.ground(class_id, slot.arm.kind))


def why(telling: Telling, slot: Slot, hit: Hit | None) -> Iterator[Html]:
    """The class that takes *slot* away, and its reason."""
    classes = telling.plan.ruleset.classes
    if hit is None:  # the result of another item
        yield text(classes["C2_SHAREABLE"].about.reasons[-1].say)
        return
    yield element("strong", text(classes[hit.class_id].about.name))
    yield escaped("：" + clean(hit.say))


def _instead(telling: Telling, asked: Asked) -> Iterator[Html]:
    """What else would do: a paper that covers this one, a commitment."""
    said = []
    covering = coverers(telling.plan.version, asked.id)
    if covering:
        names = "、".join(telling.plan.version.asked[name].requirement.called() for name in covering)
        said.append(say("covered", names=names))
    commitment = asked.requirement.commitment
    if commitment is not None and _may_commit(telling, asked.slots):
        where = commitment.listed_in.title or say("unpublished")
        said.append(say("commitment", name=commitment.name or say("commitment.name"), where=where))
    if said:
        yield row("instead", *map(paragraph, said))


def _may_commit(telling: Telling, slots: Sequence[Slot]) -> bool:
    day = telling.day.toordinal()
    return any(telling.plan.stretch(slot.id, day).of("C4_COMMITMENT") for slot in slots)


def _later(telling: Telling, asked: Asked) -> Iterator[Html]:
    """When it may or must come later: at an event by rule, or after acceptance against a letter."""
    due_at, deferrable = asked.requirement.due_at, asked.requirement.deferrable
    told: list[Html] = []
    if due_at is not None:
        when = "" if asked.staged is None else telling.condition(asked.staged)
        said = say("later.if", when=when) if when else say("later")
        told += [paragraph(said), basis(telling.basis(due_at.basis, common=asked.common))]
    if deferrable is not None:
        where = deferrable.published_in.title or say("unpublished")
        said = say("deferrable", within=deferrable.within.say(), where=where)
        told += [paragraph(said), basis(telling.basis(deferrable.basis, common=asked.common))]
    if told:
        yield row("later_label", *told)


def _exceptions(telling: Telling, slot: Slot) -> Iterator[Html]:
    """Why it is asked for though a class would take it away."""
    for hit in telling.plan.stretch(slot.id, telling.day.toordinal()).hits:
        if hit.exception is not None:
            given = hit.exception
            who = given.document_no or ("" if given.approved_by is None else telling.department(given.approved_by))
            said = say("exception", why=bare(given.why), from_=given.from_.isoformat(), to=given.to.isoformat(), who=who)
            yield row("exception_label", text(said), basis(telling.basis(given.basis)))


def agreement(version: Version, line: Line) -> str:
    """What must agree: its author's words, else the names of what is compared; without a stop."""
    names = Names(version)
    return bare(line.say) if line.say is not None else f"{'与'.join(stem(names.variable(one)) for one in line.same)}应当一致"
