"""Questions whose answer may send the applicant elsewhere: which they are, and where each answer leads.

    Examination  ->  "答“高等学校”的，请向省教育厅申请"
"""

from __future__ import annotations

from typing import Final

from materials_rules.notice.situations import answer_to, depends_on
from materials_rules.plan.diagram import Answer
from materials_rules.rules.item import NotFor
from materials_rules.verdict.examine import Examination, scope_left
from materials_rules.verdict.questions import Asked

_OURS: Final = -1
_DEPENDS: Final = "答案决定本机关能否受理"


def leads_away(examination: Examination, asked: Asked) -> str:
    """Where the answers of a question lead that decides whether this office may act at all; nothing for any other question."""
    left = _scope_left(examination)
    if left is None or not is_of_scope(examination, asked):
        return ""
    plan = examination.situation.plan
    if len(depends_on(left, "scope", plan)) > 1:
        return _DEPENDS
    told: dict[str, str] = {}
    for number in sorted(left.values - {_OURS}):
        answer = answer_to(left, number, "scope", plan)
        if answer is None:
            return _DEPENDS
        shown = answer if "“" in answer else f"“{answer}”"
        told[f"答{shown}的"] = _way(examination, plan.version.file.not_for[number])
    return "；".join(f"{answer}，{way}" for answer, way in told.items())


def is_of_scope(examination: Examination, asked: Asked) -> bool:
    """Whether the answer to a question decides whether this office may act at all."""
    left, name = _scope_left(examination), asked.ask.fact
    if left is None:
        return False
    head, _, rest = name.partition(".")
    known_as = f"applicant/{rest}" if head == "applicant" else f"fact/{head}"
    return known_as in depends_on(left, "scope", examination.situation.plan)


def _scope_left(examination: Examination) -> Answer[int] | None:
    """The line of scope that holds in each situation still possible, -1 where none does; None where scope is settled."""
    return scope_left(examination.situation) if examination.scope == "unknown" else None


def _way(examination: Examination, line: NotFor) -> str:
    """Where a line of scope sends the applicant."""
    ruleset = examination.situation.plan.ruleset
    instead = None if line.instead is None else line.instead.item
    if line.go_to is not None:
        return f"请向{ruleset.departments[line.go_to].name}申请"
    if instead is not None:
        known = ruleset.items.get(instead, ())
        return f"请改为办理“{known[-1].file.elements.item_name.default() if known else instead}”"
    return "依法不需要办理"
