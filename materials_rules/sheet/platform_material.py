"""One row of a platform's table of materials as a requirement.

    Record  ->  requirement, questions that it needs
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from materials_rules.reading.source import Plain
from materials_rules.sheet import citation
from materials_rules.sheet.citation import Acts
from materials_rules.sheet.platform_codes import decoded
from materials_rules.sheet.platform_table import Record

MISSING: Final = "待补"
"""What stands wherever the platform says nothing; lint reports every one."""

Tell = Callable[..., None]

_COUNTS: Final = {
    "original": ("originals",), "copy": ("copies",), "original_and_copy": ("originals", "copies"),
    "original_or_copy": ("copies",),
    "keep_original": ("originals",), "see_original_keep_copy": ("copies",), "keep_both": ("originals", "copies"),
}  # fmt: skip
"""What is handed in at least once where a platform says so without a number."""

_MEDIA: Final = {"paper": "paper", "paper_form": "paper", "electronic": "electronic", "either": "either"}
_KINDS: Final = {"form": "form", "paper_form": "form", "licence": "licence", "other": "other"}
_SAID: Final = {
    "exempt": "平台标注“信息免交、信用后补”。",
    "government": "平台标注由政府部门核发。",
    "fetched": "平台标注由系统自动获取，无需提交。",
    "fetched_or_handed_in": "平台标注由系统自动获取，数据不全时由申请者提交。",
    "original_or_copy": "平台标注原件或者复印件均可。",
    "both": "平台标注纸质和电子各一。",
}


def requirement(record: Record, acts: Acts, facts: dict[str, Plain], tell: Tell) -> Plain:
    """The requirement that *record* describes; a question that it needs is added to *facts*."""
    return _Material(record, acts, facts, tell).requirement()


class _Material:
    def __init__(self, record: Record, acts: Acts, facts: dict[str, Plain], tell: Tell) -> None:
        self.record = record
        self.acts = acts
        self.facts = facts
        self.tell = tell
        self.notes: list[str] = []
        abouts = ("necessity", "source", "type", "form", "check", "handover", "in_person")
        self.means = {about: self._meaning(about) for about in abouts}

    def requirement(self) -> Plain:
        means = self.means
        whole: dict[str, Plain] = {"name": self.record.text("material.material"), "kind": self._kind()}
        if means["necessity"] == "optional":
            whole["when"] = self._when()
        elif means["necessity"] is None and "material.necessity" in self.record.cells:
            whole["when"] = MISSING  # whether it is always needed is not known, so it must not look as if it were
        whole["basis"] = self._basis()
        if hand_in := self._hand_in():
            whole["hand_in"] = hand_in
        if "deferrable" in means.values():
            whole["deferrable"] = {"published_in": {"source": MISSING}, "basis": [{"law": MISSING}], "within": MISSING}
        if "commitment" in means.values():
            whole["commitment"] = {"listed_in": {"source": MISSING}, "basis": [{"law": MISSING}]}
        if means["source"] == "intermediary":
            whole["intermediary"] = "true"
        if sample := self.record.text("material.sample_form"):
            whole["sample_form"] = sample
        if note := self._note():
            whole["note"] = note
        return whole

    def _kind(self) -> str:
        found = [_KINDS[meaning] for about in ("type", "form") if (meaning := self.means[about]) in _KINDS]
        return found[0] if found else MISSING

    def _when(self) -> str:
        """The name of a question: in which case a material that is not always needed is asked for."""
        case = self.record.text("material.handle_case")
        ask = f"是否属于下列情形：{case}" if case else f"{MISSING}：什么情形下需要提交“{self.record.text('material.material')}”？"
        known = next((name for name, about in self.facts.items() if isinstance(about, dict) and about.get("ask") == ask), None)
        if known is not None:
            return known
        name = f"情形{len(self.facts) + 1}"
        self.facts[name] = {"ask": ask, "type": "boolean"}
        return name

    def _basis(self) -> Plain:
        said = self.record.cells.get("material.basis")
        if said is None or not said.text:
            return [{"law": MISSING}]
        found, unknown = citation.found_in(said.text, self.acts)
        if unknown or not found:
            self.notes.append(f"平台写的依据：{said.text}")
            self.tell(said.where, "S-BASIS-TEXT", found="、".join(f"《{act}》" for act in unknown) or said.text)
        return found or [{"law": MISSING}]

    def _hand_in(self) -> dict[str, Plain]:
        counts: dict[str, int] = {}
        for about in ("type", "form", "check"):
            for what in _COUNTS.get(self.means[about] or "", ()):
                counts.setdefault(what, 1)
        for what in ("originals", "copies"):
            if (number := self._count(what)) is not None:
                counts[what] = number
        total = self._count("paper_count")
        if total is not None and len(counts) == 1 and not self._has_numbers():
            counts = dict.fromkeys(counts, total)
        elif total is not None and not self._has_numbers():
            said = self.record.cells["material.paper_count"]
            self.tell(said.where, "S-COUNT-OF", found=said.text)
        hand_in: dict[str, Plain] = {what: str(number) for what, number in counts.items() if number}
        if self.means["check"] == "see_original_keep_copy":
            hand_in["show_original"] = "true"
        media = [_MEDIA[meaning] for about in ("form", "handover") if (meaning := self.means[about]) in _MEDIA]
        if media:
            hand_in["medium"] = media[0]
        return hand_in

    def _has_numbers(self) -> bool:
        return bool(self.record.text("material.originals") or self.record.text("material.copies"))

    def _count(self, about: str) -> int | None:
        said = self.record.cells.get(f"material.{about}")
        if said is None or not said.text:
            return None
        number = said.text.removesuffix("份").strip()
        if not number.isdecimal() or len(number) > 3:
            self.tell(said.where, "S-COUNT", found=said.text)
            return None
        return int(number)

    def _note(self) -> str:
        notes = [_SAID[meaning] for meaning in dict.fromkeys(self.means.values()) if meaning in _SAID]
        if self.means["in_person"] == "true":
            notes.append("平台标注须本人到现场。")
        if issuer := self.record.text("material.issuer"):
            notes.append(f"出具机构：{issuer}")
        notes += [f"{head}：{said.text}" for head, said in self.record.notes if said.text]
        return " ".join([*notes, *self.notes])[:2000]

    def _meaning(self, about: str) -> str | None:
        said = self.record.cells.get(f"material.{about}")
        if said is None or not (said.text or said.label):
            return None
        found = decoded(about, said.text, said.label)
        if found.code:
            self.tell(said.where, found.code, **found.args)
        return found.meaning
