"""How much a notice asks for, so that two notices can be told apart.

    Notice, id  ->  weight
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from materials_rules.changes.duty import Direction
from materials_rules.notice.model import Notice, Question
from materials_rules.packet.model import Material

Weight = Callable[[Notice, str | None], float | None]
"""How much a notice asks for under an id; None where that cannot be told."""


def weight(notice: Notice, id_: str | None) -> float | None:
    """How much a notice asks for under an id: nothing, later, now with leave to bring it later, now; None where that depends."""
    if id_ is None:
        return 0
    if any(_is_of(entry.id, id_) for entry in notice.conditional):
        return None
    for entry in notice.findings:
        if _is_of(entry.id, id_):
            return 3 if entry.deferrable is None else 2
    return 1 if any(_is_of(entry.id, id_) for entry in notice.due_later) else 0


def surely(notice: Notice, id_: str | None) -> float | None:
    """The same; None too where nothing is asked for only because a clerk has not looked at the form of a paper yet."""
    found = weight(notice, id_)
    if found or id_ is None:
        return found
    return None if any(id_ in one.decides for one in notice.questions if _is_of_form(one)) else found


def _is_of_form(question: Question) -> bool:
    """Whether a clerk is asked for something that every paper has, not for what is written on it."""
    return question.of == "clerk" and question.id.rpartition(".")[2] in Material.__struct_fields__


def leaning(notice: Notice, id_: str | None) -> float:
    """The same, where what depends counts for something less than what is asked for."""
    found = weight(notice, id_)
    return 1.5 if found is None else found


def _is_of(found: str, id_: str) -> bool:
    return found == id_ or found.startswith(f"{id_}[")


def has_become(direction: Direction, weights: Sequence[float | None]) -> bool:
    """Whether two weights, both certain, show a direction; what is neither stricter nor looser shows itself by any difference."""
    old, new = weights
    if old is None or new is None:
        return False
    return {"stricter": new > old, "looser": new < old}.get(direction, new != old)


def way_out(notice: Notice) -> object:
    """Where a notice sends the applicant: nowhere, or out, to do what."""
    out = notice.matter.items[0].out_of_scope
    return None if out is None else (str(notice.matter.items[0].outcome), str(out.instead), out.go_to)
