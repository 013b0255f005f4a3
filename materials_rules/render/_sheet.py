"""The one paper behind every paper format: what it says, in which order, under which titles.

    Notice  ->  Sheet
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from materials_rules.notice.model import MatterItem, Notice, Outcome
from materials_rules.render import _lists
from materials_rules.render._depending import conditional_table
from materials_rules.render._entries import Telling, findings_table
from materials_rules.render._paper import Line, Part, Points, Row, Rows, Sheet, Table, joined, ours, plain, theirs
from materials_rules.render._words import Words

_RECEIVED: Final = ("sign.received", "sign.minute", "sign.refused", "copies")


def sheet(notice: Notice, names: Mapping[str, str]) -> Sheet:
    """The paper of *notice*; *names* gives names to ids of materials, documents, departments, lists and items."""
    words = Words(notice.lang)
    telling = Telling(notice, words, names)
    inside = notice.outcome is Outcome.UNDETERMINED
    return Sheet(
        lang=notice.lang,
        title=_title(telling),
        number=() if inside and notice.number is None else _number(words, notice.number),
        stamp=() if notice.final and not inside else words.line("stamp.draft"),
        addressee=() if inside else words.line("addressee", name=_name(words, notice.applicant.name)),
        opening=_opening(telling),
        heading=_heading(telling),
        parts=_numbered(words, _parts(telling)),
        seal=() if inside else _seal(telling),
        signing=_signing(telling),
        small=_small(telling),
        footer=words.text("footer", total=plain(_total(telling))) if telling.total() else "",
    )


_SENT_AWAY: Final = (Outcome.NOT_REQUIRED, Outcome.NOT_COMPETENT)
_TOLD_BY_A_DAY: Final = (Outcome.FIX_ON_SPOT, Outcome.SUPPLEMENT, Outcome.UNDETERMINED)
_CURES: Final = (Outcome.FIX_ON_SPOT, Outcome.SUPPLEMENT)


def _kind(notice: Notice) -> str:
    """The outcome, or `again` in a later round; what is new there, or that nothing is wrong and what is open only depends."""
    kind = "again" if _is_again(notice) else str(notice.outcome)
    if kind == "again" and any(warning.code == "W-NEW-SINCE" for warning in notice.warnings):
        return "again.new"
    if notice.outcome not in _CURES or notice.findings:
        return kind
    return f"{kind}.depends" if notice.conditional else f"{kind}.questions"


def _is_again(notice: Notice) -> bool:
    """A later round of correction is no second notice (行政许可法 art. 32(4): once) and has its own title."""
    return notice.previous is not None and notice.outcome is Outcome.SUPPLEMENT


def _title(telling: Telling) -> str:
    notice, words = telling.notice, telling.words
    if _is_again(notice) and notice.previous is not None:
        return words.text("title.again", number=plain(_number(words, notice.previous.number)))
    key = f"title.{_kind(notice)}"
    return words.text(key if words.has(key) else f"title.{notice.outcome}")


def _number(words: Words, number: str | None) -> Line:
    return words.line("number.blank") if number is None else ours(number)


def _name(words: Words, name: str | None) -> Line:
    return words.line("nobody") if name is None else theirs(name)


def _opening(telling: Telling) -> tuple[Line, ...]:
    notice, words = telling.notice, telling.words
    grounds = words.line("ground", grounds=telling.bases(notice.legal_ground)) if notice.legal_ground else ()
    if notice.outcome is Outcome.UNDETERMINED:
        return (words.line("opening.undetermined", ground=grounds),)
    items = joined(
        (words.line("item.quoted", name=ours(item.name)) for item in notice.matter.items), words.between()
    )
    received = "received" if notice.previous is None else "received.again"
    return (
        (
            *words.line(received, items=items, day=words.day(notice.received_on)),
            *words.line(f"opening.{_kind(notice)}", total=_total(telling), ground=grounds),
        ),
    )


def _total(telling: Telling) -> Line:
    """共 N 项, counted by us and not by any text that came in."""
    some = len(telling.notice.conditional)
    key = "total" if not some else "total.some" if telling.notice.findings else "total.every"
    return telling.words.line(key, total=telling.total(), some=some)


def _heading(telling: Telling) -> tuple[Row, ...]:
    notice, words = telling.notice, telling.words
    applicant = notice.applicant
    name = _name(words, applicant.name)
    if applicant.kind is not None:
        name = words.line("in_brackets", what=name, more=words.known("kind", applicant.kind))
    rows = [("label.applicant", [name])]
    if applicant.id is not None:
        rows.append(("label.identity", [theirs(applicant.id)]))
    if notice.agent is not None:
        rows.append(("label.agent", [_name(words, notice.agent.name)]))
    if notice.matter.bundle is not None:
        rows.append(("label.bundle", [ours(telling.called(notice.matter.bundle))]))
    several = len(notice.matter.items) > 1
    items = [_item(words, item, several) for item in notice.matter.items]
    rows.append(("label.items" if several else "label.item", items))
    rows.append(("label.packet", [theirs(notice.packet)]))
    if notice.case is not None:
        rows.append(("label.case", [theirs(notice.case)]))
    rows.append(("label.received", [ours(words.day(notice.received_on))]))
    if notice.previous is not None:
        earlier = _number(words, notice.previous.number)
        told = words.line("round", number=earlier, round=notice.round) if notice.round > 1 else earlier
        rows.append(("label.previous", [told]))
    return tuple(Row(words.text(label), tuple(lines)) for label, lines in rows)


def _item(words: Words, item: MatterItem, several: bool) -> Line:
    name = ours(item.name)
    if item.code is not None:
        name = words.line("item.code", name=name, code=ours(item.code))
    return words.line("item.outcome", item=name, outcome=words.known("outcome", item.outcome)) if several else name


def _parts(telling: Telling) -> list[Part]:
    """The parts in the order in which a person needs them: first what he must do, last what is only recorded."""
    inside = telling.notice.outcome is Outcome.UNDETERMINED
    return [
        *(_lists.to_verify(telling) if inside else []),
        *(_lists.not_checked(telling) if inside else []),
        *_lists.out_of_scope(telling),
        *findings_table(telling),
        *conditional_table(telling),
        *_lists.questions(telling),
        *_lists.due_later(telling),
        *_lists.deferrable(telling),
        *_lists.not_needed(telling),
        *_lists.office_tasks(telling),
        *_lists.demands(telling),
        *_lists.in_order(telling),
        *_lists.extra(telling),
        *_how(telling),
        *_lists.remedies(telling),
        *_lists.notes(telling, with_not_checked=not inside),
    ]


def _numbered(words: Words, parts: list[Part]) -> tuple[Part, ...]:
    numbered: list[Part] = []
    for place, part in enumerate(parts, start=1):
        title = words.numbered(place, part.title)
        match part:
            case Rows(rows=rows):
                numbered.append(Rows(title, rows))
            case Points(lead=lead, points=points):
                numbered.append(Points(title, lead, points))
            case Table(caption=caption, columns=columns, entries=entries):
                numbered.append(Table(title, caption, columns, entries))
    return tuple(numbered)


def _how(telling: Telling) -> list[Part]:
    """Where and by when, what silence means in this regime, whom to ask, where to complain."""
    notice, words = telling.notice, telling.words
    office, deadlines = notice.office, notice.deadlines
    cures = notice.outcome is Outcome.SUPPLEMENT
    rows: list[tuple[str, list[Line]]] = [("label.office", [ours(office.name)])]
    is_sent_away = notice.outcome in _SENT_AWAY
    if office.place is not None and not is_sent_away:
        rows.append(("label.place", [ours(office.place)]))
    if cures:
        fates = [(item, f"papers.{item.regime.packet}") for item in notice.matter.items if item.regime is not None]
        papers = [(item, words.text(fate)) for item, fate in fates if words.has(fate)]
        rows.append(("label.papers", _by_item(words, papers)))
    if deadlines.cure_by is not None:
        rows.append(("label.cure_by", [words.line("decide_by", day=words.day(deadlines.cure_by))]))
    elif cures:
        rows.append(("label.cure_by", [words.line("cure_by.none")]))
    if is_sent_away:
        rows.append(("label.notice_by", [words.line("notice_by.at_once")]))
    elif deadlines.notice_by is not None:
        once = "notice_by.once" if telling.total() else "notice_by"
        rows.append(("label.notice_by", [words.line(once, day=words.day(deadlines.notice_by))]))
    if deadlines.decide_by is not None:
        rows.append(("label.decide_by", [words.line("decide_by", day=words.day(deadlines.decide_by))]))
    if deadlines.alarm_on is not None:
        rows.append(("label.alarm_on", [words.line("alarm_on", day=words.day(deadlines.alarm_on))]))
    if deadlines.why:
        rows.append(("label.why", [ours(line) for line in deadlines.why.split("\n")]))
    silence = [(item, item.regime.say) for item in notice.matter.items if item.regime is not None and item.regime.say]
    if notice.outcome in _TOLD_BY_A_DAY:
        rows.append(("label.silence", _by_item(words, silence)))
    if office.handler is not None:
        rows.append(("label.handler", [ours(office.handler)]))
    rows.append(("label.phone", [_name_of_ours(words, office.phone)]))
    rows.append(("label.supervision", [_name_of_ours(words, office.supervision_phone)]))
    return [Rows(words.text("part.how"), tuple(Row(words.text(k), tuple(v)) for k, v in rows if v))]


def _by_item(words: Words, said: Iterable[tuple[MatterItem, str]]) -> list[Line]:
    """What holds for each item: once where it is the same for all, else under the name of each."""
    each = tuple(said)
    if len({say for _, say in each}) <= 1:
        return [ours(say) for _, say in each[:1]]
    return [words.line("scope", name=ours(item.name), say=ours(say)) for item, say in each]


def _name_of_ours(words: Words, text: str | None) -> Line:
    return words.line("nobody") if text is None else ours(text)


def _seal(telling: Telling) -> tuple[Line, ...]:
    """Art. 32, last paragraph: the special seal and the date."""
    office, words = telling.notice.office, telling.words
    seal = ours(office.seal) if office.seal is not None else words.line("seal.any")
    return (ours(office.name), words.line("seal", seal=seal), words.line("date.blank"))


def _signing(telling: Telling) -> tuple[Line, ...]:
    words = telling.words
    match telling.notice.outcome:
        case Outcome.UNDETERMINED:
            keys = ["sign.verified", "sign.verified.minute"]
        case Outcome.FIX_ON_SPOT if telling.notice.findings:
            keys = ["sign.corrected", "sign.corrected.minute", *_RECEIVED]
        case _:
            keys = [*_RECEIVED]
    return tuple(words.line(key) for key in keys)


def _small(telling: Telling) -> tuple[Line, ...]:
    """For whoever checks the paper later: what judged, which versions, the digest of what is listed."""
    notice, words = telling.notice, telling.words
    made = notice.made_by
    lines = [
        words.line(
            "small.made",
            as_of=words.day(notice.as_of),
            ruleset=ours(telling.called(made.ruleset.id)),
            digest=_short(made.ruleset.digest),
            calendar=_short(made.calendar),
            tool=ours(made.tool),
        )
    ]
    versions = [
        words.line("small.version", name=ours(item.name), day=words.day(item.in_force_from))
        for item in notice.matter.items
        if item.in_force_from is not None
    ]
    if versions:
        lines.append(words.line("small.versions", versions=joined(versions, words.between())))
    lines.append(words.line("small.closed", closed=_short(notice.closed_set)))
    return tuple(lines)


def _short(digest: str) -> str:
    return digest[: len("sha256:") + 16]
