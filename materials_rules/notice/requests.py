"""What the applicant, the clerk and the office are asked: findings, conditional entries, questions, what comes later.

    Examination, entries  ->  Finding, Conditional, Question, DueLater
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, cast

from msgspec import structs

from materials_rules.form_checks import Defect
from materials_rules.notice import model
from materials_rules.notice.boxes import Row
from materials_rules.notice.citing import cited, cited_standings
from materials_rules.notice.deciding import asking_of, decided_by, deciding
from materials_rules.notice.elements import element
from materials_rules.notice.elsewhere import leads_away
from materials_rules.notice.naming import PARTICULARS
from materials_rules.notice.saying import in_words
from materials_rules.notice.situations import asked_together, depends_on, read_by, ticks
from materials_rules.notice.wording import bare
from materials_rules.plan.classing import standings
from materials_rules.plan.formula import Said, readings
from materials_rules.rules.basis import Basis
from materials_rules.rules.version import Slot
from materials_rules.verdict.answers import KINDS_OF_APPLICANT
from materials_rules.verdict.arms import ArmOpen
from materials_rules.verdict.entries import Entry
from materials_rules.verdict.examine import Examination
from materials_rules.verdict.ids import requirement_id
from materials_rules.verdict.outcome import deferral_signed, may_defer
from materials_rules.verdict.questions import Asked
from materials_rules.verdict.requirement import commitment_letter, may_commit
from materials_rules.verdict.settled import Open

_FIRST: Final = {"originals": 0, "copies": 1, "show_original": 2, "medium": 3}
_LAST: Final = {"same": 5, "readable": 6}
_BETWEEN: Final = 4

_MISSING: Final = Defect("missing", "未提交")
_NOT_SHOWN: Final = Defect("missing", "未出示")
_SHOW: Final = ("请出示：", "不需出示")
_BOX_WORDS: Final[Mapping[frozenset[str], tuple[str, str]]] = {
    frozenset({"missing"}): ("请提交：", "不需提交"),
    frozenset({"missing_result"}): ("请先办理：", "不需办理"),
    frozenset({"original_not_shown"}): _SHOW,
}
"""What to do about an entry with defects of these kinds alone, and what where it does not apply."""


def findings(examination: Examination, entries: Sequence[Entry]) -> tuple[model.Finding, ...]:
    """The entries that are open whatever the answers, numbered from 1."""
    definite = [entry for entry in entries if not entry.is_conditional]
    return tuple(_finding(examination, entry, no) for no, entry in enumerate(definite, 1))


def conditional(examination: Examination, together: Sequence[Row], after: int) -> tuple[model.Conditional, ...]:
    """The entries that depend on something, row by row, numbered on from *after*."""
    depending = [entry for row in together for entry in row.entries]
    return tuple(_conditional(examination, entry, no) for no, entry in enumerate(depending, after + 1))


def _conditional(examination: Examination, entry: Entry, no: int) -> model.Conditional:
    if_, branches = _if(examination, entry)
    return model.Conditional(**structs.asdict(_finding(examination, entry, no)), if_=if_, branches=branches)


def questions(examination: Examination, together: Sequence[Row]) -> tuple[model.Question, ...]:
    """What is still to be answered, the question of scope first, each with its boxes."""
    return tuple(_question(examination, asked, together) for asked in examination.questions)


def due_later(examination: Examination) -> tuple[model.DueLater, ...]:
    """Materials that a rule itself lets come later, unless they are here already or the office gets them."""
    found = []
    for standing in examination.standings.values():
        due_at = standing.asked.requirement.due_at
        id_ = requirement_id(examination.item, standing.asked.id, standing.subject)
        if due_at is None or standing.verdict in ("finding", "conditional") or id_ in examination.situation.forgiven:
            continue
        later = f"later/{standing.asked.id}"
        slots = [s for s in standing.asked.slots if any({later, f"ask/{s.id}"} <= claims for claims in standing.reachable)]
        if not slots or any(examination.situation.holds(slot.id, standing.subject).met for slot in standing.asked.slots):
            continue
        found.append(
            model.DueLater(
                id=id_,
                material=slots[0].id,
                name=standing.asked.requirement.called(),
                subject=standing.subject,
                event=due_at.event,
                basis=_cited(examination, due_at.basis) or _basis(examination, slots),
            )
        )
    return tuple(found)


def _finding(examination: Examination, entry: Entry, no: int) -> model.Finding:
    version = examination.situation.plan.version
    return model.Finding(
        id=entry.id,
        no=no,
        requirement=entry.requirement,
        serves=entry.serves,
        subject=entry.subject,
        kind=model.Kind(entry.kind),
        arms=tuple(_arm(examination, entry, arm) for arm in entry.arms),
        basis=_entry_basis(examination, entry),
        on_the_spot=entry.on_the_spot,
        deferrable=_deferrable(examination, entry),
        commitment=_commitment(examination, entry),
        exception=_exception(examination, entry),
        rule=f"{examination.item}@{version.file.in_force_from.isoformat()}#{entry.requirement}",
        decided_by=decided_by(examination.situation, entry),
    )


def _arm(examination: Examination, entry: Entry, arm: ArmOpen) -> model.Arm:
    plan = examination.situation.plan
    when = None
    if arm.when is not None:
        when = model.If(text=in_words(arm.when, plan.version), depends_on=read_by(arm.when, plan))
    criteria = [_criterion(_decided(examination, told.machine), told.met, told.say) for told in arm.criteria]
    return model.Arm(
        material=arm.material,
        name=arm.name,
        if_=when,
        criteria=tuple(sorted(criteria, key=_place)),
        defects=tuple(model.Defect(model.Kind(defect.kind), bare(defect.what)) for defect in _defects(arm)),
        do=_do(arm),
        sample_form=arm.sample_form,
    )


def _decided(examination: Examination, machine: Mapping[str, object]) -> Mapping[str, object]:
    """A line that is told as a criterion of a paper bears what decides it, as its entry would."""
    if machine["check"] != "same":
        return machine
    name = str(machine["id"]).partition("/consistency/")[2].partition("[")[0]
    plan, day = examination.situation.plan, examination.situation.day.toordinal()
    line = next(line for line in plan.version.consistency if line.name == name)
    return {**machine, "decided_by": deciding(plan, "", line, day)}


def _criterion(machine: Mapping[str, object], met: bool | None, say: str) -> model.Criterion:
    return cast("model.Criterion", {**wanted(machine), "met": met, "say": bare(say)})


def wanted(machine: Mapping[str, object]) -> model.Wanted:
    """What a criterion asks, as a notice holds it."""
    return cast("model.Wanted", {key: tuple(value) if isinstance(value, list) else value for key, value in machine.items()})


def _place(criterion: model.Criterion) -> int:
    """How many and in what shape first, what goes without saying last; between them the order of the shelf."""
    check = str(criterion["check"])
    return _FIRST.get(check, _LAST.get(check, _BETWEEN))


def _do(arm: ArmOpen) -> tuple[str, ...]:
    """What to do; of a paper that is missing only its name, for its criteria stand beside it."""
    if arm.defects == (_MISSING,):
        return (f"请{'出示' if _is_only_shown(arm) else '提交'}{arm.name}",)
    return tuple(bare(do) for do in arm.do)


def _defects(arm: ArmOpen) -> tuple[Defect, ...]:
    return (_NOT_SHOWN,) if arm.defects == (_MISSING,) and _is_only_shown(arm) else arm.defects


def _is_only_shown(arm: ArmOpen) -> bool:
    """Whether the applicant keeps the paper: its original is looked at, and neither original nor copy is handed in."""
    asked = {str(told.machine["check"]): told.machine for told in arm.criteria}
    shown = asked.get("show_original", {}).get("asked") is True
    return shown and asked.keys().isdisjoint({"originals", "copies"})


def _if(examination: Examination, entry: Entry) -> tuple[model.If, tuple[str, ...]]:
    """The situation in which an entry holds, of a paper to hand in, of a difference to correct; and its branches."""
    plan = examination.situation.plan
    depends = () if entry.standing is None else entry.standing.depends
    yes, no = _to_do(entry)
    if len(depends) > 1:
        told = asked_together(depends, plan, yes, no)
    else:
        told = ticks(depends[0][1], "open", depends[0][0], plan, yes, no)
    names = (name for output, answer in depends for name in depends_on(answer, output, plan))
    return model.If(told.text, tuple(dict.fromkeys(names))), told.branches


def _to_do(entry: Entry) -> tuple[str, str]:
    """What is to be done where an entry applies, and where not; a paper that is here already is put right, not handed in."""
    if entry.sort != "requirement":
        return "请更正：", "不需更正"
    kinds = frozenset(defect.kind for arm in entry.arms for defect in arm.defects)
    if kinds == {"missing"} and all(map(_is_only_shown, entry.arms)):
        return _SHOW
    return _BOX_WORDS.get(kinds, ("请补正：", "不需补正"))


def _cited(examination: Examination, bases: Sequence[Basis]) -> tuple[model.Basis, ...]:
    """What the item's author cites, as it stands on the day of first receipt."""
    plan = examination.situation.plan
    return cited(plan.ruleset, bases, examination.situation.day, plan.version.file.in_force_from)


def _basis(examination: Examination, slots: Sequence[Slot]) -> tuple[model.Basis, ...]:
    plan, day = examination.situation.plan, examination.situation.day
    found: dict[model.Basis, None] = {}
    for slot in slots:
        found.update(dict.fromkeys(cited_standings(standings(plan.ruleset, plan.version, slot, day), day)))
    return tuple(found)


def _entry_basis(examination: Examination, entry: Entry) -> tuple[model.Basis, ...]:
    """The basis of a consistency line itself; else that of the materials; else the legal basis of the item."""
    own = _cited(examination, entry.line.basis) if entry.line is not None else ()
    return own or _basis(examination, entry.slots) or _cited(examination, element(examination, "legal_basis"))


def _deferrable(examination: Examination, entry: Entry) -> model.Deferral | None:
    situation = examination.situation
    if not may_defer(situation, entry):
        return None
    deferrable = situation.plan.version.asked[entry.requirement].requirement.deferrable
    assert deferrable is not None
    within = deferrable.within.say()
    say = f"可以容缺：签署容缺受理承诺书后先予受理，自受理之日起{within}内补交"
    if deferral_signed(situation, entry):
        say = f"已签署容缺受理承诺书，应当自受理之日起{within}内补交"
    where = deferrable.published_in.title or "本示例规则集（假定）"
    return model.Deferral(deferrable.within.say("en"), where, _cited(examination, deferrable.basis), say)


def _commitment(examination: Examination, entry: Entry) -> model.Commitment | None:
    situation = examination.situation
    if entry.sort != "requirement":
        return None
    asked = situation.plan.version.asked[entry.requirement]
    commitment = asked.requirement.commitment
    if commitment is None or not may_commit(situation, asked):
        return None
    letter = commitment_letter(situation, asked)
    say = "可以提交本材料，也可以签署书面承诺代替，由申请人自己选择"
    if situation.answers.serious_bad_credit is True:
        say = "经核实存在严重失信记录，不适用告知承诺，请提交本材料"
    elif letter is not None and letter.signed is False:
        say = "承诺书尚未签署：请签署承诺书，或者提交本材料"
    where = commitment.listed_in.title or "告知承诺事项清单（以公布为准）"
    return model.Commitment(commitment.name or "书面承诺", where, _cited(examination, commitment.basis), say)


def _exception(examination: Examination, entry: Entry) -> model.Exemption | None:
    """The recorded exception by which the material is asked for though a class would take it away."""
    situation = examination.situation
    for slot in entry.slots:
        for hit in situation.plan.stretch(slot.id, situation.day.toordinal()).hits:
            if hit.exception is not None:
                return model.Exemption(
                    class_=hit.exception.class_,
                    why=bare(hit.exception.why),
                    basis=_cited(examination, hit.exception.basis),
                    approved_by=hit.exception.approved_by,
                    document_no=hit.exception.document_no,
                    from_=hit.exception.from_.isoformat(),
                    to=hit.exception.to.isoformat(),
                )
    return None


def _question(examination: Examination, asked: Asked, together: Sequence[Row]) -> model.Question:
    away = leads_away(examination, asked)
    words = (asked.words or _words(examination, asked)) + _given(examination, asked) + (f"（{away}）" if away else "")
    who = _who_answers(examination, asked)
    _, bracket, subject = asked.ask.id.partition("[")
    return model.Question(
        id=asked.ask.id,
        of=asked.ask.of,
        subject=subject.removesuffix("]") if bracket else None,
        ask=f"{words}（由{who}核实）" if who else words,
        decides=asked.decides,
        boxes=tuple(row.branches for row in together if row.question == asked.ask.id and row.branches),
        asks=asking_of(examination.situation.plan, asked.ask.id),
    )


def _given(examination: Examination, asked: Asked) -> str:
    """Whom a question is for, as long as it is not known that it is for this applicant."""
    situation = examination.situation
    given = situation.plan.version.given.get(asked.ask.fact)
    if given is None:
        return ""
    values = [situation.value(reading.name) for reading in readings(Said(given), situation.plan.base)]
    is_open = any(isinstance(value, Open) for value in values)
    return f"（{in_words(given, situation.plan.version)}的，请回答）" if is_open else ""


def _who_answers(examination: Examination, asked: Asked) -> str:
    """The department that answers an office fact, where the ruleset names one."""
    if asked.ask.of != "office":
        return ""
    plan = examination.situation.plan
    fact = plan.version.file.facts.get(asked.ask.fact)
    departments = plan.ruleset.departments
    if fact is not None and fact.office is not None:
        return departments[fact.office].name
    return next((department.name for department in departments.values() if asked.ask.fact in department.answers), "")


def _words(examination: Examination, asked: Asked) -> str:
    """The question as the author wrote it, or as follows from what it is about."""
    version = examination.situation.plan.version
    sort, _, rest = asked.ask.id.removeprefix(f"{examination.item}/").partition("/")
    rest = rest.partition("[")[0]
    if sort == "read":
        slot, _, field = rest.partition(".")
        if slot in version.slots and field in version.slots[slot].arm.reads:
            arm, read = version.slots[slot].arm, version.slots[slot].arm.reads[field]
            return read.ask or f"请查看“{arm.name}”上的“{read.name or field}”"
        return f"请查看{version.asked[slot].requirement.called()}的书面承诺是否已经签署"
    if rest.startswith("applicant."):
        return _of_applicant(rest.removeprefix("applicant."))
    if rest == "serious_bad_credit" and rest not in version.file.facts:
        return "申请人是否有严重失信记录？"
    if rest in version.file.facts:
        fact = version.file.facts[rest]
        members = fact.one_of or fact.some_of
        return fact.ask + (f"（{'；'.join(members.values())}）" if members else "")
    listed, _, field = rest.partition(".")
    if not field:
        return version.file.lists[listed].ask
    fact = version.file.lists[listed].each[field]
    members = fact.one_of or fact.some_of
    return fact.ask + (f"（{'；'.join(members.values())}）" if members else "")


def _of_applicant(particular: str) -> str:
    if particular == "kind":
        return f"申请人属于哪一类？（{'；'.join(KINDS_OF_APPLICANT.values())}）"
    return f"{PARTICULARS[particular]}是什么？"
