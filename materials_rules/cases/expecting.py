"""What a case expects, held against what its version can say at all: an id that nobody knows or that never comes is a fault.

    Expected, Vocabulary, Plan  ->  Section for each part
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, cast, get_args

from materials_rules import form_checks
from materials_rules.cases.case import Section, Wanted
from materials_rules.cases.vocabulary import OF_PAPER, Unnamed, Vocabulary, require_subject, unknown
from materials_rules.condition.tree import Kind
from materials_rules.form_checks import declared_field
from materials_rules.ground.diagnostic import Diagnostic, Place
from materials_rules.plan.claims import TAKEN, effect_of
from materials_rules.plan.compile import Plan
from materials_rules.plan.view import reached
from materials_rules.rules.cases import NONE, Defect, Outcome, Verdict
from materials_rules.rules.material import CLASS_IDS
from materials_rules.rules.shape import hints
from materials_rules.rules.version import SERIOUS_BAD_CREDIT, Asked, Slot

DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "findings": get_args(Defect),
    "conditional": get_args(Defect),
    "not_needed": CLASS_IDS,
    "demands": get_args(Verdict),
    "outcome": get_args(Outcome),
}
"""What may be said of a thing that comes, by section."""

_ALWAYS: Final = frozenset({"missing", "wrong_subject"})


@dataclass(frozen=True)
class Expecting:
    """What one version can say."""

    plan: Plan
    names: Vocabulary

    def section(self, part: str, given: Any, place: Place, places: Sequence[Place]) -> tuple[Section, list[Diagnostic]]:
        """One section as written, its entries at *places*; with what is wrong."""
        pairs = list(_pairs(part, given))
        wanted, faults = [], []
        for (id_, detail), at in zip(pairs, places or [place] * len(pairs), strict=True):
            wanted.append(Wanted(id_, detail, at))
            try:
                self._require(part, id_, detail)
            except Unnamed as fault:
                faults.append(fault.at(at))
        return Section(place, tuple(wanted)), faults

    def _require(self, part: str, id_: str, detail: str | None) -> None:
        """Raises Unnamed for what cannot come."""
        if detail is not None and detail not in DETAILS[part]:
            known = DETAILS[part]
            raise Unnamed("T-DETAIL", name=detail, known=" ".join(f"`{one}`" for one in known), **hints(detail, known))
        match part:
            case "findings" | "conditional":
                self._entry(part, id_, detail)
            case "questions":
                self._question(id_)
            case "not_needed":
                self._not_needed(id_, detail)
            case "office_tasks":
                if id_ not in self._obtainable:
                    raise self._absent(part, id_, self._obtainable)
            case "due_later":
                later = [asked.id for asked in self.plan.version.asked.values() if asked.requirement.due_at is not None]
                if id_.partition("[")[0] not in later:
                    raise self._absent(part, id_, later)
            case _:
                pass

    def _entry(self, part: str, id_: str, detail: str | None) -> None:
        version = self.plan.version
        sort, slash, rest = id_.partition("/")
        bare = (rest if slash else id_).partition("[")[0]
        if slash and sort == "consistency":
            lines = [line.name for line in version.consistency] + [f"never-{i + 1}" for i in range(len(version.never))]
            if bare not in lines:
                raise unknown("T-ID", id_, [f"consistency/{line}" for line in lines], part=part)
            kinds = {"contradictory_answers" if bare.startswith("never-") else "inconsistent"}
        elif slash and sort == "fact":
            self._require_answer(part, id_, bare)
            kinds = {"invalid_field", "invalid_identifier"}
        elif slash or bare not in version.asked:
            raise unknown("T-ID", id_, self._entries, part=part)
        else:
            asked = version.asked[bare]
            subject = id_.partition("[")[2].removesuffix("]")
            if subject or asked.list is not None:
                require_subject(bare, subject, asked.list)
            if not self._may_be_open(asked):
                raise Unnamed("T-NEVER-COMES", name=id_, part=part, hint_zh="", hint_en="")
            kinds = self._kinds(asked)
        if detail is not None and detail not in kinds:
            known = " ".join(f"`{kind}`" for kind in get_args(Defect) if kind in kinds)
            raise Unnamed("T-NO-SUCH-KIND", name=id_, kind=detail, known=known)

    @cached_property
    def _entries(self) -> list[str]:
        return list(self.plan.version.asked)

    def _require_answer(self, part: str, id_: str, bare: str) -> None:
        file = self.plan.version.file
        of_members = {f"{listed}.{fact}" for listed, about in file.lists.items() for fact in about.each}
        known = {*self.names.answers, *file.lists, *of_members, *(f"applicant.{one}" for one in ("kind", "name", "id", "phone"))}
        if bare not in known:
            raise unknown("T-ID", id_, [f"fact/{one}" for one in sorted(known - {SERIOUS_BAD_CREDIT})], part=part)

    def _question(self, id_: str) -> None:
        sort, _, rest = id_.partition("/")
        bare = rest.partition("[")[0]
        if sort == "fact":
            self._require_answer("questions", id_, bare)
            return
        slot, _, field = bare.rpartition(".")
        if sort != "read" or slot not in {*self.plan.version.slots, *self.plan.version.asked, *self.names.licences}:
            fields = [f"read/{slot.id}.{name}" for slot in self.plan.version.slots.values() for name in slot.arm.reads]
            raise unknown("T-ID", id_, [*(f"fact/{name}" for name in self.names.answers), *fields], part="questions")
        reads = self.plan.version.slots[slot].arm.reads if slot in self.plan.version.slots else {}
        if field not in reads and field not in (*OF_PAPER, "commitment", "fields"):
            raise unknown("T-ID", id_, [f"read/{slot}.{name}" for name in (*reads, *OF_PAPER)], part="questions")

    def _not_needed(self, id_: str, detail: str | None) -> None:
        taken = self._classes
        if id_ not in taken:
            raise self._absent("not_needed", id_, list(taken))
        if detail is not None and detail not in taken[id_]:
            known = " ".join(f"`{one}`" for one in sorted(taken[id_]))
            raise Unnamed("T-NO-SUCH-KIND", name=id_, kind=detail, known=known)

    def _absent(self, part: str, id_: str, known: Sequence[str]) -> Unnamed:
        bare = id_.partition("[")[0]
        if bare in self.plan.version.slots or bare in self.plan.version.asked or bare in self.plan.ruleset.documents:
            return Unnamed("T-NEVER-COMES", name=id_, part=part, **self._by_document(bare, known))
        return unknown("T-ID", id_, known, part=part)

    def _by_document(self, bare: str, known: Sequence[str]) -> dict[str, str]:
        """The hint for a material written where its type of document comes: the office obtains documents."""
        asked = self.plan.version.asked.get(bare)
        slots = asked.slots if asked is not None else [slot for slot in (self.plan.version.slots.get(bare),) if slot]
        documents = [f"`{slot.arm.document}`" for slot in slots if slot.arm.document in known and slot.arm.document != bare]
        if not documents:
            return {"hint_zh": "", "hint_en": ""}
        of_it = " ".join(documents)
        return {"hint_zh": f"这里写文件类型的代号 {of_it}；", "hint_en": f"write its type of document here, {of_it}; "}

    def _may_be_open(self, asked: Asked) -> bool:
        """Whether some situation asks for it, wants a licence shown, or finds that another item was never granted."""
        sorts = {claim.partition("/")[0] for claim in reached(self.plan.outputs[f"requirement/{asked.id}"].diagram)}
        return bool(sorts & {"ask", "show"}) or ("obtain" in sorts and asked.requirement.result_of is not None)

    def _kinds(self, asked: Asked) -> set[str]:
        """The kinds that an entry for *asked* may have."""
        kinds = set(_ALWAYS)
        for slot in asked.slots:
            kinds |= _kinds_of(slot)
        if asked.requirement.result_of is not None:
            kinds.add("missing_result")
        compared = (variable for line in self.plan.version.consistency for variable in line.same)
        if {v.owner for v in compared if v.kind is Kind.SLOT_FIELD} & {slot.id for slot in asked.slots}:
            kinds.add("inconsistent")
        if any(slot.arm.proved_by for slot in asked.slots):
            kinds |= {"original_not_shown", "expired", "not_yet_valid"}
        if self.plan.version.never:
            kinds.add("contradictory_answers")
        return kinds

    @cached_property
    def _classes(self) -> dict[str, set[str]]:
        """The classes that may take each material away on some day; a result of another item is obtained in any case.

        One that leaves it to the applicant (a promise instead) takes nothing away.
        """
        found: dict[str, set[str]] = {}
        for asked in self.plan.version.asked.values():
            for slot in asked.slots:
                for stretch in self.plan.by_day[slot.id]:
                    decisive = stretch.decisive()
                    if decisive is not None and self.plan.ruleset.classes[decisive.class_id].about.effect in TAKEN:
                        found.setdefault(slot.id, set()).add(decisive.class_id)
                    if stretch.of("C5_COVERED") is not None:
                        found.setdefault(asked.id, set()).add("C5_COVERED")
                        found.setdefault(slot.id, set()).add("C5_COVERED")
                    if asked.requirement.result_of is not None:
                        found.setdefault(slot.id, set()).add("C2_SHAREABLE")
        return found

    @cached_property
    def _obtainable(self) -> list[str]:
        """What the office may have to get."""
        found: dict[str, None] = {}
        for asked in self.plan.version.asked.values():
            for slot in asked.slots:
                effects = {effect_of(stretch, asked, self.plan.ruleset.classes) for stretch in self.plan.by_day[slot.id]}
                if "office_obtains" in effects:
                    found[slot.arm.document or slot.id] = None
        return list(found)


def _kinds_of(slot: Slot) -> set[str]:
    """The kinds of defect that the form of one material knows."""
    kinds: set[str] = set()
    for word, check in {**form_checks.hand_in_checks(), **form_checks.always_checks()}.items():
        if word in form_checks.always_checks() or getattr(slot.arm.hand_in, word) not in (None, False):
            kinds |= set(check.KINDS)
    if slot.arm.reads:
        kinds |= set(declared_field.KINDS)
    return kinds


def _pairs(part: str, given: Any) -> Iterator[tuple[str, str | None]]:
    """The entries of a section: a word, a list of ids, or ids with what is said of each."""
    if given == NONE:
        return
    if part == "outcome":
        yield "outcome", given
    elif isinstance(given, Mapping):
        yield from cast("Mapping[str, str | None]", given).items()
    else:
        yield from ((one, None) for one in ([given] if isinstance(given, str) else given))
