"""A first and a later visit for tests: rules, papers, the packet of the later visit, a notice that forgot something.

    Notice, packet as data  ->  the Notice of the next visit
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec.structs import replace
from noticing import noticed, paper

from materials_rules.notice.closed_set import closed_set
from materials_rules.notice.model import Notice

LATER = "2026-03-12"

FORM: dict[str, Any] = {"name": "申请表", "hand_in": {"signed_by": "applicant"}, "reads": {"name": {"name": "名称"}}}
LEASE: dict[str, Any] = {"name": "租赁合同", "hand_in": {"copies": "1"}, "reads": {"landlord": {"name": "出租人"}, "name": {"name": "承租人"}}}
RULES: dict[str, Any] = {
    "materials": {
        "form": FORM,
        "lease": LEASE,
        "consent": {"name": "房东同意书", "when": "lease.landlord != applicant.name"},
        "plan": {"name": "平面图", "hand_in": {"copies": "1"}},
        "machines": {"name": "放置说明", "when": "vending"},
    },
    "facts": {"vending": {"ask": "是否自动售货？", "type": "boolean"}},
    "consistency": [{"name": "names", "same": ["form.name", "lease.name"]}],
}
GOOD_FORM = paper("form", signed_by=["applicant"], fields={"name": "甲公司"})
GOOD_LEASE = paper("lease", copies=1, fields={"landlord": "甲公司", "name": "甲公司"})
PLAN = paper("plan", copies=1)
WHO = {"kind": "enterprise", "name": "甲公司", "id": "91430400MA00000000"}
NO: dict[str, Any] = {"facts": {"vending": False}}


PROMISE: dict[str, Any] = {"listed_in": {"title": "清单"}, "basis": [{"law": "act", "article": "40"}]}


def later(*papers: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**one, "handed_in_on": LATER} for one in papers]


def again(previous: Notice, rules: dict[str, Any] = RULES, **keys: Any) -> Notice:
    return noticed(rules, previous=previous, round=2, **keys)


def changed(notice: Notice, **parts: Any) -> Notice:
    """*notice* as an office might have written it, closed anew."""
    found = replace(notice, **parts)
    return replace(found, closed_set=closed_set(found.findings, found.conditional, found.questions, found.due_later))


def forgot(notice: Notice, *names: str) -> Notice:
    """*notice* as an office wrote it that forgot these requirements and questions."""
    gone = {f"permit/{name}" for name in names}

    def kept(lines: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(line for line in lines if line.id not in gone)

    questions = tuple(replace(q, decides=tuple(id_ for id_ in q.decides if id_ not in gone)) for q in kept(notice.questions))
    return changed(notice, findings=kept(notice.findings), conditional=kept(notice.conditional), questions=questions)


def faults(notice: Notice) -> set[str]:
    return {fault.id.removeprefix("permit/") for fault in notice.office_faults}


CHANGES: dict[str, Any] = {
    "materials": {"plan": {}, "consent": {"when": "rented"}, "letter": {"when": "by_agent"}, "licence": {"for_each": "drivers"}},
    "facts": {"rented": "boolean"},
    "lists": {"drivers": {}},
}
ANSWERED: dict[str, Any] = {"facts": {"rented": False}, "lists": {"drivers": []}}
