"""Items for tests of what may be asked for: papers that the office gets, that are covered, dropped, or due later.

    Notice  ->  the one line about a material, the one demand
"""

from __future__ import annotations

from typing import Any

from materials_rules.notice.model import Demand, Notice, NotNeeded

LIVE: dict[str, Any] = {"live": [{"from": "2020-01-01", "region": "43"}]}
SHARED: dict[str, Any] = {"licence": {"name": "营业执照", "supplied_by": "holder", **LIVE, "within": "1 working day"}}


def only(notice: Notice, material: str) -> NotNeeded:
    """What is said of a material that is not to be handed in."""
    (line,) = [line for line in notice.not_needed if line.material == material]
    return line


def demand(notice: Notice) -> Demand:
    """The one demand of a notice."""
    (line,) = notice.demands
    return line


RESULT: dict[str, Any] = {
    "items": {
        "permit": {"materials": {"earlier": {"name": "规划许可证", "result_of": "planning"}}},
        "planning": {"materials": {"form": {}}, "elements": {"authority": "holder", "result": {"document": "planning-permit"}}},
    }
}

ASKED: dict[str, Any] = {
    "materials": {
        "form": {"name": "申请表", "aliases": ["申请书", "登记·表"]},
        "licence": {"name": "营业执照复印件", "document": "licence"},
        "lease": {"name": "租赁合同", "when": "rented"},
        "report": {"name": "检测报告", "commitment": {"listed_in": {"title": "目录"}, "basis": [{"law": "act", "article": "40"}]}},
        "plan": {"name": "平面图", "due_at": "on_site_check"},
        "site": {"name": "场所证明"},
        "map": {"name": "位置图", "covers": "site"},
        "tax": {"name": "税务登记证", "over_asked": "true", "basis": []},
        "one": {"name": "甲证明", "aliases": ["证明"]},
        "other": {"name": "乙证明", "aliases": ["证明"]},
        "earlier": {"name": "规划许可证", "result_of": "planning"},
    },
    "facts": {"rented": "boolean"},
    "documents": {"licence": {"name": "营业执照", "aliases": ["执照"], "supplied_by": "holder", **LIVE}},
}
ITEMS: dict[str, Any] = {
    "items": {"permit": {key: ASKED[key] for key in ("materials", "facts")}, "planning": {"materials": {"form": {}}}},
    "documents": ASKED["documents"],
}
