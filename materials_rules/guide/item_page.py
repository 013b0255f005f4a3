"""The guide of one item on one day: its sixteen elements, a checklist by situation, and what may not be asked for.

    Plan, day, where it came from  ->  a page of HTML
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from materials_rules.condition.tree import Condition
from materials_rules.ground.day import chinese_day
from materials_rules.guide.cards import agreement, also_called, card, is_refused, taken, why
from materials_rules.guide.diagrams import diagrams, reads
from materials_rules.guide.elements import told
from materials_rules.guide.pieces import asset, basis, bullets, lines, page, paragraph, row, rows, text
from materials_rules.guide.questions import labels, questions, words_for_script
from materials_rules.guide.telling import Telling, clean
from materials_rules.guide.words import both, english, say
from materials_rules.plan.compile import Plan
from materials_rules.render._markup import Html, element, escaped
from materials_rules.rules.item import NotFor, Regime
from materials_rules.rules.version import Asked

INDEX: Final = "index.html"
GROUPS: Final = ("finding", "conditional", "later", "absent")
"""Where a card may lie, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Imprint:
    """Of which ruleset a page was made."""

    ruleset: str
    digest: str

    def line(self) -> Html:
        """The small print at the end of a page."""
        values = {"ruleset": self.ruleset, "digest": self.digest.removeprefix("sha256:")[:16]}
        return element("p", escaped(say("made", **values)), english("made", **values))


def item_page(plan: Plan, day: dt.date, imprint: Imprint) -> str:
    """The page of the version that *plan* was made from, as it is on *day*."""
    telling = Telling(plan, day)
    title = plan.version.file.elements.item_name.default()
    data = diagrams(plan, day) | {"labels": labels(telling), "words": words_for_script(), "none": _never(plan)}
    main = [
        element("header", *lines((*_header(telling, title), _contents(telling)))),
        element("main", *lines(_parts(telling))),
        element("footer", *lines((paragraph(say("about_assumed")), imprint.line()))),
    ]
    scripts = tuple(map(asset, ("situation.js", "judge.js", "item.js")))
    return page(f"{clean(title)} · {say('guide')}", main, asset("guide.css"), scripts, embedded(data))


def embedded(data: object) -> Html:
    """*data* as JSON inside a page; nothing in it can end the element that holds it."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        written = written.replace(sign, f"\\u{ord(sign):04x}")
    return element("script", Html(written), type="application/json", id="tables")


def _never(plan: Plan) -> dict[str, list[str]]:
    file = plan.version.file
    return {"never": [clean(line.say) for line in file.never], "scope": [clean(line.say) for line in file.not_for]}


def _header(telling: Telling, title: str) -> Iterator[Html]:
    plan, file = telling.plan, telling.plan.version.file
    yield element("p", element("a", both("to_index"), href=INDEX), class_="back")
    yield element("p", escaped(f"{clean(plan.ruleset.place.name)} "), both("guide"), class_="kicker")
    yield element("h1", text(title))
    said = [
        element("span", escaped(say("as_of", day=chinese_day(telling.day)))),
        element("span", escaped(say("version", day=chinese_day(file.in_force_from)))),
    ]
    if (change := telling.next_change) is not None:
        said.append(element("span", escaped(say("until", day=chinese_day(change)))))
    yield element("p", *said, class_="validity")


def _contents(telling: Telling) -> Html:
    """Where on the page is what people look for first."""
    version = telling.plan.version
    wanted = {
        "scope": "scope" if version.file.not_for else "",
        "checklist": "checklist",
        "e-promised_limit": "element.promised_limit",
        "e-application_place": "element.application_place",
        "e-fee": "element.fee",
        "refused": "refused",
        "notice": "notice",
    }
    links = (element("li", element("a", escaped(say(key)), href=f"#{id_}")) for id_, key in wanted.items() if key)
    return element("nav", element("ul", *links), aria_label=say("contents"))


def _parts(telling: Telling) -> Iterator[Html]:
    version = telling.plan.version
    if version.file.not_for:
        yield _part("scope", *_scope(telling))
    for number, one in enumerate(telling.plan.ruleset.place.elements, 1):
        heading = element("h2", escaped(f"{number} {clean(one.name)}"), english(f"element.{one.id}"))
        if one.id == "materials":
            yield element("section", heading, *lines(_materials(telling)), id="materials", class_="wide")
        else:
            body = element("div", told(telling, one.id), class_="body")
            yield element("section", heading, body, id=f"e-{one.id}", class_="row")
    yield _part("refused", *_refused(telling))
    if version.consistency:
        yield _part("consistency", bullets(text(agreement(version, line)) for line in version.consistency))
    yield _part("notice", *_notice(telling))
    if remedies := list(_remedies(telling)):
        yield _part("remedies", bullets(remedies))


def _part(key: str, *inside: Html) -> Html:
    return element("section", element("h2", both(key)), *lines(inside), id=key, class_="wide")


def _scope(telling: Telling) -> Iterator[Html]:
    version = telling.plan.version
    yield element("p", both("scope.lead"))
    yield element(
        "ul",
        *(
            element("li", *_way_out(telling, line, version.not_for[i][0]), id=f"out-{i}")
            for i, line in enumerate(version.file.not_for)
        ),
        class_="ways_out",
    )


def _way_out(telling: Telling, line: NotFor, condition: Condition) -> Iterator[Html]:
    yield paragraph(say("when", when=telling.condition(condition)), class_="situation")
    ends = [both(f"scope.{line.outcome}")]
    yield element("p", element("strong", *ends), escaped("："), text(line.say))
    if line.instead is not None and line.instead.item is not None:
        yield paragraph(say("scope.item", item=telling.plan.ruleset.title(line.instead.item)))
    if line.instead is not None and line.instead.publish_within is not None:
        yield paragraph(say("scope.publish", within=line.instead.publish_within.say()))
    if line.go_to is not None:
        yield paragraph(say("scope.go_to", office=telling.department(line.go_to)))
    yield basis(telling.basis(line.basis))


def _materials(telling: Telling) -> Iterator[Html]:
    asked = list(telling.plan.version.asked.values())
    form = list(questions(telling, reads(telling.plan)))
    if form:
        lead = [element("p", both("questions.lead"), class_="scripted"), element("p", both("questions.plain"), class_="plain")]
        reset = element("button", both("reset"), type="reset")
        printing = element("button", both("print"), type="button", id="print")
        buttons = element("p", reset, printing, class_="buttons scripted")
        yield element("h3", both("questions"), id="questions")
        yield element("form", *lead, *lines(form), buttons, id="answers", autocomplete="off")
    else:
        yield element("p", both("no_questions"))
    yield element("h3", both("checklist"), id="checklist")
    yield element("div", element("p", id="summary"), id="told", aria_live="polite", class_="scripted")
    shown = [one for one in asked if not is_refused(telling, one)]
    groups = {one.id: state_of(telling, one) for one in shown}
    for group in GROUPS:
        cards = [card(telling, one) for one in shown if groups[one.id] == group]
        hidden = {} if cards else {"hidden": ""}
        heading = element("h3", both(f"group.{group}"), element("span", class_="count"))
        yield element("div", heading, element("ul", *lines(cards), class_="cards"), id=f"group-{group}", class_="group", **hidden)


def state_of(telling: Telling, asked: Asked) -> str:
    """Where a material belongs as long as nothing is answered."""
    judged = telling.plan.outputs[f"requirement/{asked.id}"]
    slots = [slot.id for slot in asked.slots]
    states = set()
    for claims in telling.possible(judged):
        wanted = any(f"{word}/{slot}" in claims for word in ("ask", "show") for slot in slots)
        is_obtained = any(f"obtain/{slot}" in claims for slot in slots)
        if f"later/{asked.id}" in claims and wanted:
            states.add("later")
        else:
            states.add("finding" if wanted and not is_obtained and f"covered/{asked.id}" not in claims else "absent")
    if "finding" in states:
        return "finding" if states == {"finding"} else "conditional"
    return "later" if "later" in states else "absent"


def _refused(telling: Telling) -> Iterator[Html]:
    """What nobody may ask for here, then the six classes that nobody may ask for anywhere."""
    version, ruleset = telling.plan.version, telling.plan.ruleset
    named = []
    for asked in version.asked.values():
        for slot in asked.slots:
            if taken(telling, slot) != "drop":
                continue
            hit = telling.plan.stretch(slot.id, telling.day.toordinal()).decisive()
            also = [also_called(slot)] if slot.arm.aliases else []
            note = [paragraph(slot.arm.note)] if slot.arm.note is not None else []
            reason = element("p", *why(telling, slot, hit))
            ground = basis(telling.ground("C1_NO_BASIS" if hit is None else hit.class_id, slot.arm.kind))
            named.append(Html("".join((element("strong", text(slot.arm.name)), *also, reason, *note, ground))))
    if named:
        yield element("p", both("refused.lead"))
        yield bullets(named, class_="refused")
    yield element("h3", both("refused.classes"))
    classes = (rule.about for rule in ruleset.classes.values())
    yield bullets(
        (Html(element("strong", text(about.name)) + paragraph(about.say)) for about in classes), tag="ol", class_="classes"
    )


def _notice(telling: Telling) -> Iterator[Html]:
    """How what is missing is told, how long there is to correct it, and what must agree."""
    file, place = telling.plan.version.file, telling.plan.ruleset.place
    written = file.regime
    preset = place.regimes.get(written.preset or "")
    for regime in (written, preset):
        if isinstance(regime, Regime) and regime.say is not None:
            yield paragraph(regime.say)
            yield basis(telling.basis(regime.basis, common=regime is preset))
            break
    if place.correction is not None:
        said = paragraph(say("correction", within=place.correction.within.say()))
        yield rows([row("correction_label", said, basis(telling.basis(place.correction.basis, common=True)))])


def _remedies(telling: Telling) -> Iterator[Html]:
    """What may be done against a refusal, each once."""
    found: dict[str, list[str]] = {}
    for remedies in telling.plan.ruleset.place.remedies.values():
        for one in remedies:
            found.setdefault(clean(one.say), telling.basis(one.basis, common=True))
    for said, citations in found.items():
        yield Html(paragraph(said) + basis(citations))
