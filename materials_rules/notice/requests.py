"""What the applicant, the clerk and the office are asked: findings, conditional entries, questions, what comes later.

    Examination, entries  ->  Finding, Conditional, Question, DueLater
"""

from __future__ import annotations

from collections.abc import Sequence

from materials_rules.notice import model
from materials_rules.notice.citing import cited, cited_standings
from materials_rules.notice.situations import APPLICANT_KINDS, depends_on, in_words, ticks
from materials_rules.plan.classing import standings
from materials_rules.rules.material import Exemption
from materials_rules.rules.version import Slot
from materials_rules.verdict.entries import ArmOpen, Entry
from materials_rules.verdict.examine import Asked, Examination, requirement_id
from materials_rules.verdict.outcome import deferral_signed, may_defer
from materials_rules.verdict.requirement import commitment_letter, may_commit


def findings(examination: Examination, entries: Sequence[Entry]) -> tuple[model.Finding, ...]:
    """The entries that are open whatever the answers, numbered from 1."""
    definite = [entry for entry in entries if not entry.is_conditional]
    return tuple(model.Finding(**_fields(examination, entry, no)) for no, entry in enumerate(definite, 1))


def conditional(examination: Examination, entries: Sequence[Entry], after: int) -> tuple[model.Conditional, ...]:
    """The entries that depend on something, numbered on from *after*."""
    depending = [entry for entry in entries if entry.is_conditional]
    return tuple(
        model.Conditional(**_fields(examination, entry, no), if_=_if(examination, entry))
        for no, entry in enumerate(depending, after + 1)
    )


def questions(examination: Examination) -> tuple[model.Question, ...]:
    """What is still to be answered, the question of scope first."""
    return tuple(_question(examination, asked) for asked in examination.questions)


def due_later(examination: Examination) -> tuple[model.DueLater, ...]:
    """Materials that a rule itself lets come later."""
    found = []
    for standing in examination.standings.values():
        due_at = standing.asked.requirement.due_at
        if due_at is None or not standing.ever(f"later/{standing.asked.id}"):
            continue
        if standing.verdict in ("finding", "conditional") or _all_held(examination, standing.asked.id, standing.subject):
            continue
        slots = standing.asked_slots or standing.asked.slots
        version = examination.situation.plan.version
        basis = cited(examination.situation.plan.ruleset, due_at.basis, examination.situation.day, version.file.in_force_from)
        found.append(
            model.DueLater(
                id=requirement_id(examination.item, standing.asked.id, standing.subject),
                material=slots[0].id,
                name=standing.asked.requirement.called(),
                event=due_at.event,
                basis=basis or _basis(examination, slots),
            )
        )
    return tuple(found)


def _all_held(examination: Examination, requirement: str, subject: str | None) -> bool:
    slots = examination.situation.plan.version.asked[requirement].slots
    return any(examination.situation.holds(slot.id, subject).met is True for slot in slots)


def _fields(examination: Examination, entry: Entry, no: int) -> dict[str, object]:
    return {
        "id": entry.id,
        "no": no,
        "requirement": entry.requirement,
        "serves": entry.serves,
        "subject": entry.subject,
        "kind": model.Kind(entry.kind),
        "arms": tuple(_arm(examination, entry, arm) for arm in entry.arms),
        "basis": _entry_basis(examination, entry),
        "on_the_spot": entry.on_the_spot,
        "deferrable": _deferrable(examination, entry),
        "commitment": _commitment(examination, entry),
        "exception": _exception(examination, entry),
        "rule": f"{examination.item}@{examination.situation.plan.version.file.in_force_from.isoformat()}#{entry.requirement}",
    }


def _arm(examination: Examination, entry: Entry, arm: ArmOpen) -> model.Arm:
    version = examination.situation.plan.version
    when = None
    if arm.when is not None:
        when = model.If(text=f"适用于：{in_words(arm.when, version)}", depends_on=_read_by(examination, entry))
    return model.Arm(
        material=arm.material,
        name=arm.name,
        if_=when,
        criteria=tuple({**_plain(told.machine), "met": told.met, "say": told.say} for told in arm.criteria),
        defects=tuple(model.Defect(model.Kind(defect.kind), defect.what) for defect in arm.defects),
        do=arm.do,
        sample_form=arm.sample_form,
    )


def _plain(machine: object) -> dict[str, model.CriterionValue]:
    assert isinstance(machine, dict)
    return {key: tuple(value) if isinstance(value, list) else value for key, value in machine.items()}


def _read_by(examination: Examination, entry: Entry) -> tuple[str, ...]:
    if entry.standing is None or entry.standing.answer is None:
        return ()
    return depends_on(entry.standing.answer, entry.standing.output, examination.situation.plan)


def _if(examination: Examination, entry: Entry) -> model.If:
    standing = entry.standing
    assert standing is not None and standing.answer is not None
    text = ticks(standing.answer, "open", standing.output, examination.situation.plan, "请提交：", "不需提交")
    return model.If(text, _read_by(examination, entry))


def _basis(examination: Examination, slots: Sequence[Slot]) -> tuple[model.Basis, ...]:
    plan, day = examination.situation.plan, examination.situation.day
    found: dict[model.Basis, None] = {}
    for slot in slots:
        found.update(dict.fromkeys(cited_standings(standings(plan.ruleset, plan.version, slot, day))))
    return tuple(found)


def _entry_basis(examination: Examination, entry: Entry) -> tuple[model.Basis, ...]:
    """The basis of the materials; a line's own basis; else the article that makes the applicant answer truly."""
    plan, day = examination.situation.plan, examination.situation.day
    written_for = plan.version.file.in_force_from
    own = cited(plan.ruleset, entry.line.basis, day, written_for) if entry.line is not None else ()
    found = own or _basis(examination, entry.slots)
    if found:
        return found
    legal = plan.version.file.elements.legal_basis.default()
    return cited(plan.ruleset, legal, day, written_for)


def _deferrable(examination: Examination, entry: Entry) -> model.Deferral | None:
    situation = examination.situation
    if not may_defer(situation, entry):
        return None
    deferrable = situation.plan.version.asked[entry.requirement].requirement.deferrable
    assert deferrable is not None
    within = deferrable.within.say()
    say = f"可以容缺：签署容缺受理承诺书后先予受理，{within}内补交"
    if deferral_signed(situation, entry):
        say = f"已签署容缺受理承诺书，应当在{within}内补交"
    where = deferrable.published_in.title or "本示例规则集（假定）"
    basis = cited(situation.plan.ruleset, deferrable.basis, situation.day, situation.plan.version.file.in_force_from)
    return model.Deferral(within, where, basis, say)


def _commitment(examination: Examination, entry: Entry) -> model.Commitment | None:
    situation = examination.situation
    if entry.sort != "requirement":
        return None
    asked = situation.plan.version.asked[entry.requirement]
    commitment = asked.requirement.commitment
    if commitment is None or not may_commit(situation, asked):
        return None
    letter = commitment_letter(situation, asked)
    say = "可以选择：提交本材料，或者签署书面承诺代替，由申请人自主决定"
    if letter is not None and letter.signed is False:
        say = "承诺书尚未签署：请签署承诺书，或者提交本材料"
    elif letter is not None and situation.answers.serious_bad_credit is True:
        say = "经核实存在严重失信记录，不适用告知承诺，请提交本材料"
    where = commitment.listed_in.title or "告知承诺事项清单（以公布为准）"
    basis = cited(situation.plan.ruleset, commitment.basis, situation.day, situation.plan.version.file.in_force_from)
    return model.Commitment(commitment.name or "书面承诺", where, basis, say)


def _exception(examination: Examination, entry: Entry) -> model.Exemption | None:
    """The recorded exception by which the material is asked for though a class would take it away."""
    situation = examination.situation
    for slot in entry.slots:
        for hit in situation.plan.stretch(slot.id, situation.day.toordinal()).hits:
            if hit.exception is not None:
                return _printed(examination, hit.exception)
    return None


def _printed(examination: Examination, exception: Exemption) -> model.Exemption:
    plan, day = examination.situation.plan, examination.situation.day
    return model.Exemption(
        class_=exception.class_,
        why=exception.why,
        basis=cited(plan.ruleset, exception.basis, day, plan.version.file.in_force_from),
        approved_by=exception.approved_by,
        document_no=exception.document_no,
        from_=exception.from_.isoformat(),
        to=exception.to.isoformat(),
    )


def _question(examination: Examination, asked: Asked) -> model.Question:
    return model.Question(asked.ask.id, asked.ask.of, asked.words or _words(examination, asked), asked.decides)


def _words(examination: Examination, asked: Asked) -> str:
    """The question as the author wrote it, or as follows from what it is about."""
    version = examination.situation.plan.version
    sort, _, rest = asked.ask.id.removeprefix(f"{examination.item}/").partition("/")
    rest, _, subject = rest.partition("[")
    whose = f"（{subject.rstrip(']')}）" if subject else ""
    if sort == "read":
        slot, _, field = rest.partition(".")
        if slot in version.slots and field in version.slots[slot].arm.reads:
            read = version.slots[slot].arm.reads[field]
            return read.ask or f"请查看《{version.slots[slot].arm.name}》{whose}上的“{read.name}”"
        return f"请查看书面承诺{whose}是否已经签署"
    if rest.startswith("applicant."):
        return {
            "applicant.kind": f"申请人属于哪一类？（{'、'.join(APPLICANT_KINDS.values())}）",
            "applicant.name": "申请人姓名（名称）是什么？",
            "applicant.id": "申请人证件号码是什么？",
            "applicant.phone": "申请人联系电话是多少？",
        }[rest]
    if rest == "serious_bad_credit" and rest not in version.file.facts:
        return "申请人是否有严重失信记录？"
    if rest in version.file.facts:
        fact = version.file.facts[rest]
        members = fact.one_of or fact.some_of
        return fact.ask + (f"（{'；'.join(members.values())}）" if members else "")
    listed, _, field = rest.partition(".")
    if field:
        return f"{version.file.lists[listed].each[field].ask}{whose}"
    return version.file.lists[listed].ask
